import type { UserContext } from "@/lib/access/actor";
import { profileEntitlement, tierAccess } from "@/lib/access/entitlement";
import type { ModelProfile } from "@/lib/db/generated/client";
import { problem, type ProblemError } from "@/lib/errors";
import { findAlternatives } from "@/lib/services/models/find-alternatives";
import type { ModelWorld } from "@/lib/services/models/model-world";

/** @throws tier_locked with what helps, forbidden when an admin switched the profile off, model_unavailable under maintenance */
export function assertEntitled(ctx: UserContext, world: ModelWorld, profile: ModelProfile): void {
  const { provider, modelId: model, displayName, tierId, maintenanceUntil } = profile;
  const access = profileEntitlement(world.entitlements, profile);
  if (access.allowed) return;
  if (access.reason === "tier") throw tierLocked(ctx, world, tierId, displayName, { provider, model });
  const alternatives = findAlternatives(world, { provider, model });
  if (access.reason === "maintenance")
    throw problem(
      "model_unavailable",
      `${displayName} is under maintenance. Nothing was changed; choose another model, or try again later.`,
      {
        provider,
        reason: "maintenance",
        alternatives,
        ...(maintenanceUntil && { retryAfterMs: Math.max(0, maintenanceUntil.getTime() - Date.now()) }),
      },
    );
  throw problem("forbidden", `An admin has switched ${displayName} off. Choose another model.`, {
    reason: "admin",
    alternatives,
  });
}

/** The denial that helps: what is needed, where to ask for it, and what can be used right now. */
export function tierLocked(
  ctx: UserContext,
  world: ModelWorld,
  tierId: string,
  displayName: string,
  not: { provider: string; model: string } = { provider: "", model: "" },
): ProblemError {
  const nameOf = (id: string) => world.tiers.find((tier) => tier.id === id)?.displayName ?? id;
  const { requiredTier } = tierAccess(world.entitlements, tierId);
  const { accountTier } = ctx.actor;
  return problem(
    "tier_locked",
    `${displayName} needs ${nameOf(requiredTier ?? tierId)}; your account has ${nameOf(accountTier)}. Nothing was changed.`,
    {
      requiredTier: requiredTier ?? tierId,
      currentTier: accountTier,
      upgradeUrl: `/upgrade?tier=${encodeURIComponent(requiredTier ?? tierId)}`,
      alternatives: findAlternatives(world, not),
    },
  );
}
