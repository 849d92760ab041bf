import type { Context } from "@/lib/access/actor";
import { appendAudit } from "@/lib/audit/append";
import type { SetupInput, User } from "@/lib/contract/account";
import { db, transaction, type Transaction } from "@/lib/db/client";
import { problem } from "@/lib/errors";
import { enforce } from "@/lib/limits/take";
import { hashPassword } from "@/lib/services/accounts/password";
import { asUser } from "@/lib/services/users/as-user";
import { insertUser } from "@/lib/services/users/insert-user";
import { toUser } from "@/lib/services/users/to-user";
import { hashToken } from "@/lib/shared/secret-token";

/**
 * Creates the first admin with the one-time token that the start printed. Of two browsers at once exactly one succeeds.
 * @throws setup_done, forbidden, email_taken, rate_limited
 */
export async function setUpSite(ctx: Context, input: SetupInput): Promise<User> {
  await enforce(ctx, "setup.ip", ctx.ip);
  const tokenHash = hashToken(input.token);
  // Asked once before the hashing, so that a guess costs next to nothing, and again inside the transaction, where it counts.
  await assertOpen(db(), tokenHash);
  const passwordHash = await hashPassword(input.password);
  return transaction(async (tx) => {
    await assertOpen(tx, tokenHash);
    const used = await tx.setupToken.updateMany({
      where: { tokenHash, usedAt: null },
      data: { usedAt: new Date() },
    });
    if (used.count !== 1) throw wrongToken();
    const { name, email } = input;
    const user = await insertUser(tx, { name, email, role: "admin", passwordHash });
    await appendAudit(tx, asUser(ctx, user), { action: "site.setup", outcome: "ok", target: user.id });
    return toUser(user);
  });
}

async function assertOpen(tx: Transaction, tokenHash: string): Promise<void> {
  if ((await tx.user.count({ where: { role: "admin" } })) > 0)
    throw problem("setup_done", "This site has an admin already. Sign in, or ask the admin for an account.");
  const token = await tx.setupToken.findFirst({
    where: { tokenHash, usedAt: null, expiresAt: { gt: new Date() } },
  });
  if (!token) throw wrongToken();
}

function wrongToken() {
  return problem(
    "forbidden",
    "This link is wrong or has ended. Restart the site: it prints a new one while there is no admin.",
  );
}
