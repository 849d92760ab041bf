import type { Context } from "@/lib/access/actor";
import type { Prisma, Transaction } from "@/lib/db/client";
import { hashToken, newSecretToken } from "@/lib/shared/secret-token";

const lifetimeMs = 7 * 24 * 3600 * 1000;

/** An invite for an account that exists without a password. @returns the token in plain; only its hash is stored */
export async function insertInvite(tx: Transaction, ctx: Context, user: Prisma.UserModel): Promise<string> {
  const token = newSecretToken();
  await tx.invite.create({
    data: {
      tokenHash: hashToken(token),
      userId: user.id,
      email: user.email,
      role: user.role,
      accountTier: user.accountTier,
      createdById: ctx.actor.kind === "user" ? ctx.actor.id : null,
      expiresAt: new Date(Date.now() + lifetimeMs),
    },
  });
  return token;
}
