import type { UserContext } from "@/lib/access/actor";
import { entitlementsOf } from "@/lib/access/entitlement";
import type { SwitchTarget } from "@/lib/contract/models";
import { db } from "@/lib/db/client";
import type { TierGrant, User } from "@/lib/db/generated/client";
import { readSiteRules, type SiteRules } from "@/lib/db/site-rules";
import { catalogue } from "@/lib/providers/catalogue";
import { listProviders } from "@/lib/providers/registry";
import { assertEntitled } from "@/lib/services/models/assert-entitled";
import { worldOf } from "@/lib/services/models/model-world";
import type { Attempt } from "@/lib/services/switches/attempt";
import { asUser } from "@/lib/services/users/as-user";

/**
 * After a load, which may have taken minutes: a grant that ended meanwhile, or an account that was changed, opens nothing
 * any more. The commit looks again, in its transaction; this is before anything else is done for the switch.
 * @throws like assertEntitled
 */
export async function assertStillEntitled({ ctx, to }: Attempt): Promise<void> {
  const user = await db().user.findUnique({ where: { id: ctx.actor.id }, include: { grants: true } });
  if (user && to) assertEntitledBy(await readSiteRules(), user, ctx, to);
}

/** May this account, as it stands in the database now, use the target? @returns by which rule @throws like assertEntitled */
export function assertEntitledBy(
  rules: SiteRules,
  user: User & { grants: TierGrant[] },
  ctx: UserContext,
  to: SwitchTarget,
): string {
  const now = asUser(ctx, user, ctx.actor.sessionId);
  const entries = listProviders().map((provider) => catalogue().entry(provider));
  const world = worldOf(entries, rules, entitlementsOf(rules, user.grants, now.actor));
  const profile = world.profiles.find(({ id }) => id === to.profileId);
  if (profile) assertEntitled(now, world, profile);
  return world.entitlements.rules.get(profile?.tierId ?? to.tier) ?? "none";
}
