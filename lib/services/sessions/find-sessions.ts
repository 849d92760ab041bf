import type { UserContext } from "@/lib/access/actor";
import type { AccountSession } from "@/lib/contract/account";
import { db } from "@/lib/db/client";

/** The account's sessions that still work, newest first. */
export async function findSessions(ctx: UserContext): Promise<AccountSession[]> {
  const rows = await db().session.findMany({
    where: { userId: ctx.actor.id, revokedAt: null, expiresAt: { gt: new Date() } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  return rows.map((row) => ({
    id: row.id,
    current: row.id === ctx.actor.sessionId,
    userAgent: row.userAgent,
    ip: row.ip,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  }));
}
