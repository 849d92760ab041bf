import type { Context } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { appendAudit } from "@/lib/audit/append";
import { jsonNull, transaction, type Prisma, type Transaction } from "@/lib/db/client";
import { setQuotas } from "@/lib/limits/take";
import { withAllLimits } from "@/lib/services/site-settings/get-site-settings";
import {
  quotasOf,
  readSiteSettings,
  type SiteSettingKey,
  type SiteSettings,
  type SiteSettingsPatch,
} from "@/lib/services/site-settings/site-settings";

/** Saves what the patch names; limits count at once. @throws forbidden */
export async function changeSiteSettings(ctx: Context, patch: SiteSettingsPatch): Promise<SiteSettings> {
  assertCan(ctx.actor, "site-settings:change");
  const settings = await transaction(async (tx) => {
    const before = await readSiteSettings(tx);
    const after: SiteSettings = { ...before, ...patch, limits: mergeLimits(before.limits, patch.limits) };
    const keys = (Object.keys(patch) as SiteSettingKey[]).filter((key) => patch[key] !== undefined);
    for (const key of keys) await save(tx, key, after[key]);
    if (keys.length)
      await appendAudit(tx, ctx, {
        action: "site-settings.change",
        outcome: "ok",
        from: pick(before, keys),
        to: pick(after, keys),
      });
    return after;
  });
  setQuotas(quotasOf(settings));
  return withAllLimits(settings);
}

function mergeLimits(
  before: SiteSettings["limits"],
  patch: SiteSettingsPatch["limits"] = {},
): SiteSettings["limits"] {
  const merged = Object.entries({ ...before, ...patch });
  return Object.fromEntries(merged.filter(([, quota]) => quota !== null));
}

async function save(
  tx: Transaction,
  key: SiteSettingKey,
  saved: SiteSettings[SiteSettingKey],
): Promise<void> {
  const value = saved ?? jsonNull;
  await tx.siteSetting.upsert({
    where: { key },
    create: { key, value },
    update: { value, version: { increment: 1 } },
  });
}

function pick(settings: SiteSettings, keys: SiteSettingKey[]): Prisma.InputJsonObject {
  return Object.fromEntries(keys.map((key) => [key, settings[key]]));
}
