import type { Context } from "@/lib/access/actor";
import { appendAudit } from "@/lib/audit/append";
import { transaction } from "@/lib/db/client";
import { asUser } from "@/lib/services/users/as-user";

/** Signs out: the session that the token names ends. One that ended already stays as it is. */
export async function endSession(ctx: Context, sessionId: string): Promise<void> {
  await transaction(async (tx) => {
    const session = await tx.session.findUnique({ where: { id: sessionId }, include: { user: true } });
    if (!session || session.revokedAt) return;
    await tx.session.update({ where: { id: sessionId }, data: { revokedAt: new Date() } });
    await appendAudit(tx, asUser(ctx, session.user, sessionId), {
      action: "user.sign-out",
      outcome: "ok",
      target: session.userId,
    });
  });
}
