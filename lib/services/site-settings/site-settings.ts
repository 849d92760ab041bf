import { z } from "zod";
import { db } from "@/lib/db/client";
import { env, type Env } from "@/lib/env";
import { policies } from "@/lib/limits/policies";

/** Settings of the site, each with its schema. What an admin saved holds; before that the environment fills in. */
export const SiteSettings = z.strictObject({
  registration: z.enum(["open", "invite", "closed"]),
  /** The site default's provider. */
  provider: z.string().nullable(),
  llamacppChatModel: z.string().nullable(),
  defaultOllamaModel: z.string().nullable(),
  defaultOpenaiModel: z.string().nullable(),
  /** Quotas by policy name; those that are absent keep the table's. */
  limits: z.partialRecord(
    z.enum(Object.keys(policies) as [keyof typeof policies]),
    z.number().int().min(1).max(1_000_000),
  ),
});
export type SiteSettings = z.infer<typeof SiteSettings>;
export type SiteSettingKey = keyof SiteSettings;

function fromEnvironment(source: Env): SiteSettings {
  return {
    registration: "invite",
    provider: source.PROVIDER ?? null,
    llamacppChatModel: source.LLAMACPP_CHAT_MODEL ?? null,
    defaultOllamaModel: source.DEFAULT_OLLAMA_LLM_MODEL ?? null,
    defaultOpenaiModel: source.DEFAULT_OPENAI_LLM_MODEL ?? null,
    limits: {},
  };
}

/** The settings in force. A saved value that no longer fits its schema counts as not saved. */
export async function readSiteSettings(): Promise<SiteSettings> {
  const settings: Record<string, unknown> = fromEnvironment(env());
  for (const row of await db().siteSetting.findMany()) {
    const schema = (SiteSettings.shape as Record<string, z.ZodType>)[row.key];
    const parsed = schema?.safeParse(row.value);
    if (parsed?.success) settings[row.key] = parsed.data;
  }
  return SiteSettings.parse(settings);
}
