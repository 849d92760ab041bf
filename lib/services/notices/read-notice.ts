import type { UserContext } from "@/lib/access/actor";
import type { Notice } from "@/lib/contract/notices";
import { db } from "@/lib/db/client";
import { problem } from "@/lib/errors";
import { toNotice } from "@/lib/services/notices/notify";

/** Marks a notice as read, by this user; twice is once. @throws not_found (also for somebody else's) */
export async function readNotice(ctx: UserContext, id: string): Promise<Notice> {
  const userId = ctx.actor.id;
  const row = await db().notice.findFirst({ where: { id, OR: [{ userId }, { userId: null }] } });
  if (!row) throw problem("not_found", "There is no such notice.");
  const key = { noticeId: id, userId };
  const { readAt } = await db().noticeRead.upsert({
    where: { noticeId_userId: key },
    create: key,
    update: {},
  });
  return toNotice(row, readAt);
}
