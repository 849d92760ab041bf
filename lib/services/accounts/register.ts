import type { Context } from "@/lib/access/actor";
import { appendAudit } from "@/lib/audit/append";
import type { RegisterInput, User } from "@/lib/contract/account";
import { transaction } from "@/lib/db/client";
import { problem } from "@/lib/errors";
import { enforce } from "@/lib/limits/take";
import { acceptInvite } from "@/lib/services/accounts/accept-invite";
import { hashPassword } from "@/lib/services/accounts/password";
import { readSiteSettings, type SiteSettings } from "@/lib/services/site-settings/site-settings";
import { asUser } from "@/lib/services/users/as-user";
import { insertUser } from "@/lib/services/users/insert-user";
import { toUser } from "@/lib/services/users/to-user";

/**
 * A new account where registration is open, or the password of an account that an admin made, through its invite.
 * An invite opens that one account whatever the site's registration is.
 * @throws registration_closed, email_taken, invalid_request, rate_limited
 */
export async function register(ctx: Context, input: RegisterInput): Promise<User> {
  await enforce(ctx, "register.ip", ctx.ip);
  if (input.invite !== undefined) return acceptInvite(ctx, { ...input, invite: input.invite });
  assertOpen(await readSiteSettings());
  const { name, email } = input;
  const passwordHash = await hashPassword(input.password);
  return transaction(async (tx) => {
    // A registration that took a while must not slip in after an admin closed it.
    assertOpen(await readSiteSettings(tx));
    const user = await insertUser(tx, { name, email, passwordHash });
    await appendAudit(tx, asUser(ctx, user), { action: "user.register", outcome: "ok", target: user.id });
    return toUser(user);
  });
}

function assertOpen({ registration }: SiteSettings): void {
  if (registration === "open") return;
  throw problem(
    "registration_closed",
    registration === "invite"
      ? "Accounts here are by invitation. Ask an admin for an invite link."
      : "This site takes no new accounts.",
  );
}
