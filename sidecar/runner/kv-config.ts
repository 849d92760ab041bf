/** A state that saves less than this is not worth a file. */
const defaultWorthMs = 250;

export interface KvConfig {
  folder: string;
  /** For the files of all runners together; undefined: what `SavedStates` takes by itself. */
  budgetBytes: number | undefined;
  worthMs: number;
}

/** Where conversations' states are kept, from the environment that the supervisor sets; undefined: nowhere. */
export function kvConfig(env: Record<string, string | undefined>): KvConfig | undefined {
  const folder = env["SIDECAR_KV_DIR"] ?? "";
  const budgetBytes = numberOf(env["SIDECAR_KV_BUDGET"]);
  if (folder === "" || budgetBytes === 0) return undefined;
  return { folder, budgetBytes, worthMs: numberOf(env["SIDECAR_KV_WORTH_MS"]) ?? defaultWorthMs };
}

function numberOf(text: string | undefined): number | undefined {
  const number = text === undefined || text === "" ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : undefined;
}
