/** The only file of the site that reads the environment. A typo stops the start with one readable line. */
import { z } from "zod";
import { parseBytes } from "./shared/bytes";
import { singleton } from "./shared/singleton";

const empty = (value: unknown) => (value === "" ? undefined : value);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(empty, schema.optional());
const withDefault = <T extends z.ZodType>(schema: T, value: string) =>
  z.preprocess((v) => empty(v) ?? value, schema);

const httpUrl = z.url({ protocol: /^https?$/, error: "must be an http(s) address" });
const port = z
  .string()
  .regex(/^\d{1,5}$/, "must be a port number")
  .transform(Number)
  .pipe(z.number().max(65535, "must be a port number"));
const bytes = z.string().transform((text, context) => {
  const value = parseBytes(text);
  if (value === null)
    context.addIssue({ code: "custom", message: 'must be bytes, or a size such as "2GiB"' });
  return value ?? 0;
});
const list = z.string().transform((text) =>
  text
    .split(",")
    .map((item) => item.trim())
    .filter(Boolean),
);

export const EnvSchema = z.object({
  NODE_ENV: withDefault(z.enum(["development", "production", "test"]), "development"),
  PORT: withDefault(port, "3000"),
  HOST: withDefault(z.string(), "127.0.0.1"),
  NEXTAUTH_URL: optional(httpUrl),
  NEXTAUTH_SECRET: optional(z.string().min(16, "must have at least 16 characters")),
  DATABASE_URL: withDefault(
    z.string().regex(/^file:/, 'must begin with "file:"'),
    "file:./data/switchyard.db",
  ),
  DATA_DIR: withDefault(z.string(), "./data"),
  LLAMACPP_MODELS_DIR: withDefault(z.string(), "./models"),
  LLAMACPP_MEMORY_BUDGET: optional(bytes),
  /** An operator's own llama-server, which then runs the GGUF files. */
  LLAMACPP_SERVER_BIN: optional(z.string()),
  /** Disk for the states of conversations that had to make room; 0: none are kept. */
  LLAMACPP_KV_BUDGET: optional(bytes),
  LLAMACPP_CHAT_MODEL: optional(z.string()),
  PROVIDER: optional(
    z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "must be a provider such as llamacpp, ollama or openai"),
  ),
  DEFAULT_OLLAMA_LLM_MODEL: optional(z.string()),
  DEFAULT_OPENAI_LLM_MODEL: optional(z.string()),
  OLLAMA_HOST: optional(
    z
      .string()
      .transform((host) => (/^https?:\/\//.test(host) ? host : `http://${host}`))
      .pipe(httpUrl),
  ),
  OPENAI_API_KEY: optional(z.string()),
  OPENAI_BASE_URL: optional(httpUrl),
  OPENAI_MODELS: optional(list),
  /** Further OpenAI-compatible endpoints: "slug=https://host/v1, other=…"; the key of each in OPENAI_COMPATIBLE_KEY_<SLUG>. */
  OPENAI_COMPATIBLE: optional(list),
  REDIS_URL: optional(z.url({ protocol: /^rediss?$/, error: "must be a redis:// address" })),
  UPSTASH_REDIS_REST_URL: optional(httpUrl),
  UPSTASH_REDIS_REST_TOKEN: optional(z.string()),
  SIDECAR_URL: optional(httpUrl),
  SIDECAR_TOKEN: optional(z.string()),
  TRUST_PROXY: withDefault(z.enum(["0", "1"], { error: "must be 0 or 1" }), "0"),
  LOG_LEVEL: withDefault(z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]), "info"),
  GITHUB_ID: optional(z.string()),
  GITHUB_SECRET: optional(z.string()),
  GOOGLE_CLIENT_ID: optional(z.string()),
  GOOGLE_CLIENT_SECRET: optional(z.string()),
  OIDC_ISSUER: optional(httpUrl),
  OIDC_CLIENT_ID: optional(z.string()),
  OIDC_CLIENT_SECRET: optional(z.string()),
  OIDC_NAME: optional(z.string()),
  /** Selling tiers through Stripe Checkout: both keys, and STRIPE_PRICE_<TIER> for each tier that is sold. */
  STRIPE_SECRET_KEY: optional(z.string()),
  STRIPE_WEBHOOK_SECRET: optional(z.string()),
  STRIPE_API_URL: withDefault(httpUrl, "https://api.stripe.com"),
});
export type Env = z.infer<typeof EnvSchema>;

/**
 * @returns the parsed environment
 * @throws Error whose message is one readable line per wrong variable: `PORT: must be a port number (it is "abc")`
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const result = EnvSchema.safeParse(source);
  if (result.success) return result.data;
  const secret = /SECRET|KEY|TOKEN|PASSWORD/;
  const lines = result.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    const shown = secret.test(name) ? "" : ` (it is ${JSON.stringify(source[name] ?? "")})`;
    return `${name}: ${issue.message}${shown}`;
  });
  throw new Error(`The environment is not valid. ${lines.join("; ")}`);
}

/** The process's environment, parsed once. */
export function env(): Env {
  return singleton("env", () => parseEnv(process.env));
}

/** Key of a further OpenAI-compatible endpoint; its name depends on the slug, so it is not in the schema. */
export function compatibleKey(slug: string): string | undefined {
  return process.env[`OPENAI_COMPATIBLE_KEY_${slug.toUpperCase().replaceAll("-", "_")}`] || undefined;
}

/** Price of a tier at Stripe; undefined for tiers that are not sold. The name depends on the tier, so it is not in the schema. */
export function stripePrice(tier: string): string | undefined {
  return process.env[`STRIPE_PRICE_${tier.toUpperCase().replaceAll("-", "_")}`] || undefined;
}

/** Where people reach the site: NEXTAUTH_URL, else http://localhost:<PORT>. */
export function siteOrigin(): string {
  const { NEXTAUTH_URL, PORT } = env();
  return NEXTAUTH_URL ? new URL(NEXTAUTH_URL).origin : `http://localhost:${PORT}`;
}
