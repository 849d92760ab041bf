import type { Context } from "@/lib/access/actor";
import { appendAudit } from "@/lib/audit/append";
import { transaction } from "@/lib/db/client";
import { problem } from "@/lib/errors";
import { sessionEnd } from "@/lib/services/sessions/session-lifetime";
import { asUser } from "@/lib/services/users/as-user";

export interface OpenSessionInput {
  userId: string;
  /** How they proved who they are: `credentials`, `github`, … */
  method: string;
  userAgent: string | null;
  /** The session that the browser held until now; it ends. */
  replaces: string | null;
}

/** Signs a user in. @returns the session's id, which alone goes into the token @throws forbidden (disabled meanwhile) */
export async function openSession(ctx: Context, input: OpenSessionInput): Promise<string> {
  const now = new Date();
  return transaction(async (tx) => {
    const user = await tx.user.findUnique({ where: { id: input.userId } });
    if (!user || user.disabledAt) throw problem("forbidden", "This account can not sign in. Ask an admin.");
    if (input.replaces)
      await tx.session.updateMany({
        where: { id: input.replaces, userId: user.id, revokedAt: null },
        data: { revokedAt: now },
      });
    const session = await tx.session.create({
      data: {
        userId: user.id,
        userAgent: input.userAgent?.slice(0, 300) ?? null,
        ip: ctx.ip,
        expiresAt: sessionEnd(now),
      },
    });
    await appendAudit(tx, asUser(ctx, user, session.id), {
      action: "user.sign-in",
      outcome: "ok",
      target: user.id,
      details: { method: input.method },
    });
    return session.id;
  });
}
