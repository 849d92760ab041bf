import type { UserContext } from "@/lib/access/actor";
import type { NoticesAnswer } from "@/lib/contract/notices";
import { db } from "@/lib/db/client";
import { pageOf, placeAfter } from "@/lib/services/lists/page";
import { toNotice } from "@/lib/services/notices/notify";

/** The user's own notices and those for everybody, newest first. @throws invalid_request (cursor) */
export async function findNotices(
  ctx: UserContext,
  { cursor, limit = 50 }: { cursor?: string | undefined; limit?: number | undefined },
): Promise<NoticesAnswer> {
  const userId = ctx.actor.id;
  const { createdAt } = await db().user.findUniqueOrThrow({ where: { id: userId } });
  // What was told to everybody before the account was made is no news to it.
  const mine = { OR: [{ userId }, { userId: null, createdAt: { gte: createdAt } }] };
  const [rows, unread] = await Promise.all([
    db().notice.findMany({
      where: { AND: [mine, placeAfter(cursor)] },
      include: { reads: { where: { userId } } },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: limit + 1,
    }),
    db().notice.count({ where: { AND: [mine, { reads: { none: { userId } } }] } }),
  ]);
  return { ...pageOf(rows, limit, (row) => toNotice(row, row.reads[0]?.readAt ?? null)), unread };
}
