import { z } from "zod";
import { ModelName, ProviderId } from "@/lib/contract/selection";
import type { Transaction } from "@/lib/db/client";
import { readSiteRules, readSiteRulesIn } from "@/lib/db/site-rules";
import { env, type Env } from "@/lib/env";
import { policies, type Policy } from "@/lib/limits/policies";

const policyIds = Object.keys(policies) as Policy[];
/** Limits by the name that their headers and refusals carry, such as `switch` or `sign-in-ip`. */
const LimitName = z.enum(policyIds.map((id) => policies[id].name));
const Quota = z.number().int().min(1).max(1_000_000);

/** Settings of the site, each with its schema. What an admin saved holds; before that the environment fills in. */
export const SiteSettings = z.strictObject({
  registration: z.enum(["open", "invite", "closed"]),
  /** The site default's provider. */
  provider: ProviderId.nullable(),
  llamacppChatModel: ModelName.nullable(),
  defaultOllamaModel: ModelName.nullable(),
  defaultOpenaiModel: ModelName.nullable(),
  /** Older rows of the audit trail are removed; null keeps everything. */
  auditRetentionDays: z.number().int().min(1).max(36_500).nullable(),
  /** Units a window; those that are absent keep the table's. */
  limits: z.partialRecord(LimitName, Quota),
});
export type SiteSettings = z.infer<typeof SiteSettings>;
export type SiteSettingKey = keyof SiteSettings;

/** A change: what is absent stays. A limit that is null goes back to the table's. */
export const SiteSettingsPatch = SiteSettings.partial().extend({
  limits: z.partialRecord(LimitName, Quota.nullable()).optional(),
});
export type SiteSettingsPatch = z.infer<typeof SiteSettingsPatch>;

function fromEnvironment(source: Env): SiteSettings {
  return {
    registration: "invite",
    provider: source.PROVIDER ?? null,
    llamacppChatModel: source.LLAMACPP_CHAT_MODEL ?? null,
    defaultOllamaModel: source.DEFAULT_OLLAMA_LLM_MODEL ?? null,
    defaultOpenaiModel: source.DEFAULT_OPENAI_LLM_MODEL ?? null,
    auditRetentionDays: null,
    limits: {},
  };
}

/** The settings in force. A saved value that no longer fits its schema counts as not saved. */
export async function readSiteSettings(tx?: Transaction): Promise<SiteSettings> {
  const settings: Record<string, unknown> = fromEnvironment(env());
  const saved = (await (tx ? readSiteRulesIn(tx) : readSiteRules())).settings;
  for (const row of saved) {
    const schema = (SiteSettings.shape as Record<string, z.ZodType>)[row.key];
    const parsed = schema?.safeParse(row.value);
    if (parsed?.success) settings[row.key] = parsed.data;
  }
  return settings as SiteSettings;
}

/** The saved limits by policy, as `setQuotas` takes them. */
export function quotasOf(settings: SiteSettings): Partial<Record<Policy, number>> {
  const saved = policyIds.map((id) => [id, settings.limits[policies[id].name]] as const);
  return Object.fromEntries(saved.filter(([, quota]) => quota !== undefined));
}
