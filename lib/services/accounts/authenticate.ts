import type { Context } from "@/lib/access/actor";
import { appendAudit } from "@/lib/audit/append";
import { Email } from "@/lib/contract/account";
import { db, transaction } from "@/lib/db/client";
import { verifyPassword } from "@/lib/services/accounts/password";

/** Longer ones belong to nobody: Password in the contract ends earlier. */
const longestPassword = 1000;

/**
 * Whose email and password these are. Unknown email, wrong password, no password and a disabled account take the same
 * path and the same answer; only the audit trail tells them apart.
 * @returns the user's id, or null
 */
export async function authenticate(
  ctx: Context,
  input: { email: string; password: string },
): Promise<string | null> {
  const email = Email.safeParse(input.email);
  const user = await db().user.findUnique({
    where: { email: email.success ? email.data : "" },
    include: { credential: true },
  });
  const matches = await verifyPassword(
    user?.credential?.passwordHash ?? null,
    input.password.slice(0, longestPassword),
  );
  if (user && matches && !user.disabledAt) return user.id;
  // What was typed is not kept: people put their password into the wrong field.
  await transaction((tx) =>
    appendAudit(tx, ctx, {
      action: "user.sign-in",
      outcome: "denied",
      ...(user && { target: user.id }),
      reason: !user ? "unknown email" : !matches ? "wrong password" : "disabled",
    }),
  );
  return null;
}
