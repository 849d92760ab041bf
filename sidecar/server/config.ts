import { z } from "zod";
import { parseBytes } from "@/lib/shared/bytes";

const Bytes = z.string().transform((text, context) => {
  const bytes = parseBytes(text);
  if (bytes === null)
    context.addIssue({ code: "custom", message: 'must be bytes, or a size such as "2GiB"' });
  return bytes ?? 0;
});

const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());

const ManagerEnv = z.object({
  SIDECAR_TOKEN: z.string().min(16, "must have at least 16 characters"),
  SIDECAR_HOST: z.string().default("127.0.0.1"),
  /** 0: any free one. */
  SIDECAR_PORT: z.coerce.number().int().min(0).max(65535).default(0),
  SIDECAR_RUNNER_ENTRY: z.string().min(1),
  SIDECAR_DATA_DIR: z.string().min(1),
  SIDECAR_DEMO_DIR: optional(z.string()),
  LLAMACPP_MODELS_DIR: z.string().min(1),
  LLAMACPP_MEMORY_BUDGET: optional(Bytes),
  SIDECAR_CONTEXT_SIZE: z.coerce.number().int().min(256).default(4096),
  SIDECAR_SEQUENCES: z.coerce.number().int().min(1).max(16).default(4),
});
export type ManagerConfig = z.infer<typeof ManagerEnv>;

/**
 * The manager's settings: from the supervisor, or from an operator where the sidecar runs on its own.
 * @throws Error with one readable line
 */
export function managerConfig(env: Record<string, string | undefined>): ManagerConfig {
  const parsed = ManagerEnv.safeParse(env);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The sidecar's environment is not valid. ${lines.join("; ")}`);
}
