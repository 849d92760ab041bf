import type { Context } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { appendAudit } from "@/lib/audit/append";
import type { CreateUserInput, User } from "@/lib/contract/account";
import { transaction } from "@/lib/db/client";
import { siteOrigin } from "@/lib/env";
import { hashPassword } from "@/lib/services/accounts/password";
import { assertTierExists } from "@/lib/services/users/assert-tier-exists";
import { insertInvite } from "@/lib/services/users/insert-invite";
import { insertUser } from "@/lib/services/users/insert-user";
import { toUser } from "@/lib/services/users/to-user";

/**
 * An admin's new account. Without a password its owner sets one through `inviteUrl`, which is shown only here.
 * @throws forbidden, invalid_request (no such tier), email_taken
 */
export async function createUser(
  ctx: Context,
  input: CreateUserInput,
): Promise<{ user: User; inviteUrl?: string }> {
  assertCan(ctx.actor, "user:create");
  const { password, ...fields } = input;
  const passwordHash = password === undefined ? undefined : await hashPassword(password);
  return transaction(async (tx) => {
    if (fields.accountTier !== undefined) await assertTierExists(tx, fields.accountTier);
    const row = await insertUser(tx, { ...fields, ...(passwordHash && { passwordHash }) });
    const invite = passwordHash ? null : await insertInvite(tx, ctx, row);
    await appendAudit(tx, ctx, {
      action: "user.create",
      outcome: "ok",
      target: row.id,
      to: { email: row.email, role: row.role, accountTier: row.accountTier, invited: invite !== null },
    });
    return {
      user: toUser(row),
      ...(invite && { inviteUrl: `${siteOrigin()}/register?invite=${invite}` }),
    };
  });
}
