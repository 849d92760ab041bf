import type { Context } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import type { User, UsersQuery } from "@/lib/contract/account";
import { db } from "@/lib/db/client";
import { decodeCursor, encodeCursor } from "@/lib/shared/cursor";
import { problem } from "@/lib/errors";
import { foldCase } from "@/lib/services/users/search-text";
import { toUser } from "@/lib/services/users/to-user";

/** Accounts, newest first. @throws forbidden, invalid_request (cursor) */
export async function findUsers(
  ctx: Context,
  { query, accountTier, role, cursor, limit = 50 }: UsersQuery,
): Promise<{ items: User[]; nextCursor: string | null }> {
  assertCan(ctx.actor, "user:list");
  const after = cursor === undefined ? null : decodeCursor(cursor);
  if (cursor !== undefined && !after)
    throw problem("invalid_request", "The cursor is not one that this list gave out.", {
      issues: [{ path: "cursor", message: "not a cursor of this list" }],
    });
  const rows = await db().user.findMany({
    where: {
      ...(query && { searchText: { contains: foldCase(query) } }),
      ...(accountTier !== undefined && { accountTier }),
      ...(role !== undefined && { role }),
      ...(after && {
        OR: [{ createdAt: { lt: after.at } }, { createdAt: after.at, id: { lt: after.id } }],
      }),
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(toUser),
    nextCursor: rows.length > limit && last ? encodeCursor({ at: last.createdAt, id: last.id }) : null,
  };
}
