import type { Context } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { policies } from "@/lib/limits/policies";
import { readSiteSettings, type SiteSettings } from "@/lib/services/site-settings/site-settings";

/** The settings in force, every limit with its number. @throws forbidden */
export async function getSiteSettings(ctx: Context): Promise<SiteSettings> {
  assertCan(ctx.actor, "site-settings:read");
  return withAllLimits(await readSiteSettings());
}

export function withAllLimits(settings: SiteSettings): SiteSettings {
  const table = Object.values(policies).map(({ name, quota }) => [name, quota] as const);
  return { ...settings, limits: { ...Object.fromEntries(table), ...settings.limits } };
}
