import type { UserContext } from "@/lib/access/actor";
import { appendAudit } from "@/lib/audit/append";
import { transaction } from "@/lib/db/client";
import { problem } from "@/lib/errors";

/** Ends one of the account's own sessions. @throws not_found (also for somebody else's, and for one that has ended) */
export async function revokeSession(ctx: UserContext, id: string): Promise<void> {
  const now = new Date();
  await transaction(async (tx) => {
    const ended = await tx.session.updateMany({
      where: { id, userId: ctx.actor.id, revokedAt: null, expiresAt: { gt: now } },
      data: { revokedAt: now },
    });
    if (ended.count !== 1) throw problem("not_found", "There is no such session.");
    await appendAudit(tx, ctx, { action: "session.revoke", outcome: "ok", target: id });
  });
}
