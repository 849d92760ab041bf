import { OpenFeature, type Client } from "@openfeature/server-sdk";
import type { UserContext } from "@/lib/access/actor";
import type { FlagKey } from "@/lib/contract/flags";
import { DatabaseFlagProvider } from "@/lib/flags/database-provider";
import { singleton } from "@/lib/shared/singleton";

/** The site's own provider, unless an operator has plugged in another flag service before. */
const client = () =>
  singleton("flags", async (): Promise<Client> => {
    if (OpenFeature.providerMetadata.name === "No-op Provider")
      await OpenFeature.setProviderAndWait(new DatabaseFlagProvider());
    return OpenFeature.getClient();
  });

/**
 * Is the feature on for this user? Off where the flag service fails. The variant is kept in the context, for the trail.
 */
export async function isEnabled(ctx: UserContext, key: FlagKey): Promise<boolean> {
  const { id, accountTier } = ctx.actor;
  const flags = await client();
  const { value, variant, errorCode } = await flags.getBooleanDetails(key, false, {
    targetingKey: id,
    accountTier,
  });
  ctx.flags = { ...ctx.flags, [key]: variant ?? (errorCode ? "error" : value ? "on" : "off") };
  return value;
}
