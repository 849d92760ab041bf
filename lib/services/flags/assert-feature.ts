import type { UserContext } from "@/lib/access/actor";
import type { FlagKey } from "@/lib/contract/flags";
import { problem } from "@/lib/errors";
import { isEnabled } from "@/lib/flags/is-enabled";

const sentences: Record<FlagKey, string> = {
  "tier-selector": "Tiers can not be chosen here at the moment. Choose a model instead.",
};

/** For screens: is the feature on for this user? */
export function isFeatureOn(ctx: UserContext, key: FlagKey): Promise<boolean> {
  return isEnabled(ctx, key);
}

/** @throws feature_off */
export async function assertFeature(ctx: UserContext, key: FlagKey): Promise<void> {
  if (!(await isEnabled(ctx, key))) throw problem("feature_off", sentences[key]);
}
