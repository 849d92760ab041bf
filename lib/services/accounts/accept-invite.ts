import type { Context } from "@/lib/access/actor";
import { appendAudit } from "@/lib/audit/append";
import type { RegisterInput, User } from "@/lib/contract/account";
import { db, transaction, type Prisma, type Transaction } from "@/lib/db/client";
import { problem } from "@/lib/errors";
import { hashPassword } from "@/lib/services/accounts/password";
import { asUser } from "@/lib/services/users/as-user";
import { searchText } from "@/lib/services/users/search-text";
import { toUser } from "@/lib/services/users/to-user";
import { hashToken } from "@/lib/shared/secret-token";

type Invited = { inviteId: string; user: Prisma.UserModel };

/**
 * Sets name and password of the account that the invite was made for; the invite works once.
 * @throws registration_closed, invalid_request (another email than the invited one)
 */
export async function acceptInvite(ctx: Context, input: RegisterInput & { invite: string }): Promise<User> {
  const tokenHash = hashToken(input.invite);
  // Before the hashing, so that a guess costs next to nothing; inside the transaction it counts.
  await findInvited(db(), tokenHash, input.email);
  const passwordHash = await hashPassword(input.password);
  return transaction(async (tx) => {
    const { inviteId, user } = await findInvited(tx, tokenHash, input.email);
    const used = await tx.invite.updateMany({
      where: { id: inviteId, usedAt: null },
      data: { usedAt: new Date() },
    });
    if (used.count !== 1) throw ended();
    const { name } = input;
    const accepted = await tx.user.update({
      where: { id: user.id },
      data: {
        name,
        searchText: searchText({ name, email: user.email }),
        credential: { upsert: { create: { passwordHash }, update: { passwordHash } } },
      },
    });
    // Of an account that had a password: who knew the old one is out.
    await tx.session.updateMany({
      where: { userId: user.id, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    await appendAudit(tx, asUser(ctx, accepted), {
      action: "user.register",
      outcome: "ok",
      target: user.id,
      details: { invite: inviteId },
    });
    return toUser(accepted);
  });
}

async function findInvited(tx: Transaction, tokenHash: string, email: string): Promise<Invited> {
  const invite = await tx.invite.findFirst({
    where: { tokenHash, usedAt: null, expiresAt: { gt: new Date() } },
  });
  const user = invite?.userId ? await tx.user.findUnique({ where: { id: invite.userId } }) : null;
  if (!invite || !user || user.disabledAt) throw ended();
  if (user.email !== email)
    throw problem("invalid_request", "This invite is for another email address.", {
      issues: [{ path: "email", message: "the invite is for another email address" }],
    });
  return { inviteId: invite.id, user };
}

function ended() {
  return problem(
    "registration_closed",
    "This invite is wrong, was used already or has ended. Ask an admin for a new one.",
  );
}
