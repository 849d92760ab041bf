import type { Context } from "@/lib/access/actor";
import { appendAudit } from "@/lib/audit/append";
import { Email, PersonName } from "@/lib/contract/account";
import { transaction, type Prisma, type Transaction } from "@/lib/db/client";
import { readSiteSettings } from "@/lib/services/site-settings/site-settings";
import { asUser } from "@/lib/services/users/as-user";
import { insertUser } from "@/lib/services/users/insert-user";

/** What an outside service says of somebody who signed in there. */
export interface OutsideIdentity {
  provider: string;
  providerAccountId: string;
  name: string | null;
  email: string | null;
  /** The service itself made sure that the address is theirs. */
  emailVerified: boolean;
}

/** Why not, in the words of next-auth's `?error=`, which the sign-in page explains. */
export type OutsideRefusal = "AccessDenied" | "OAuthAccountNotLinked" | "AccountDisabled";
export type OutsideOutcome = { userId: string } | { refused: OutsideRefusal };

/**
 * Whose account an outside sign-in opens: the linked one; else the one with the same *verified* email, which is linked
 * now; else a new one, if registration is open. An unverified address never opens an existing account.
 */
export function signInWithOauth(ctx: Context, identity: OutsideIdentity): Promise<OutsideOutcome> {
  return transaction(async (tx) => {
    const { provider, providerAccountId } = identity;
    const linked = await tx.oauthAccount.findUnique({
      where: { provider_providerAccountId: { provider, providerAccountId } },
      include: { user: true },
    });
    if (linked)
      return linked.user.disabledAt ? refuse(tx, ctx, identity, "AccountDisabled") : open(linked.user);

    const email = Email.safeParse(identity.email);
    if (!email.success) return refuse(tx, ctx, identity, "AccessDenied");
    const known = await tx.user.findUnique({ where: { email: email.data } });
    if (known?.disabledAt) return refuse(tx, ctx, identity, "AccountDisabled");
    if (known && !identity.emailVerified) return refuse(tx, ctx, identity, "OAuthAccountNotLinked");
    if (known) return open(await link(tx, ctx, known, identity));

    const { registration } = await readSiteSettings(tx);
    if (registration !== "open") return refuse(tx, ctx, identity, "AccessDenied");
    const name = PersonName.catch(email.data.slice(0, 100)).parse(identity.name);
    const user = await insertUser(tx, { name, email: email.data });
    await tx.oauthAccount.create({ data: { provider, providerAccountId, userId: user.id } });
    await appendAudit(tx, asUser(ctx, user), {
      action: "user.register",
      outcome: "ok",
      target: user.id,
      details: { provider },
    });
    return open(user);
  });
}

function open(user: Prisma.UserModel): OutsideOutcome {
  return { userId: user.id };
}

async function link(
  tx: Transaction,
  ctx: Context,
  user: Prisma.UserModel,
  { provider, providerAccountId }: OutsideIdentity,
): Promise<Prisma.UserModel> {
  await tx.oauthAccount.create({ data: { provider, providerAccountId, userId: user.id } });
  await appendAudit(tx, asUser(ctx, user), {
    action: "user.link",
    outcome: "ok",
    target: user.id,
    details: { provider },
  });
  return user;
}

async function refuse(
  tx: Transaction,
  ctx: Context,
  { provider }: OutsideIdentity,
  refused: OutsideRefusal,
): Promise<OutsideOutcome> {
  await appendAudit(tx, ctx, {
    action: "user.sign-in",
    outcome: "denied",
    reason: refused,
    details: { method: provider },
  });
  return { refused };
}
