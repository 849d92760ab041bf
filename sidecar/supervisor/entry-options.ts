import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

/** What must not reach a process that only computes. */
const secret = /SECRET|TOKEN|PASSWORD|API_KEY|DATABASE_URL|REDIS|STRIPE|NEXTAUTH/i;

/**
 * Options of `fork` for an entry of the sidecar: a `.ts` one runs through tsx (development, tests), a bundle as it
 * is. Nothing of the parent's own flags, and no secrets, are inherited.
 */
export function entryOptions(entry: string): { execArgv: string[]; env: NodeJS.ProcessEnv } {
  const env = { ...process.env };
  for (const name of Object.keys(env)) if (secret.test(name) || name === "NODE_OPTIONS") delete env[name];
  if (!entry.endsWith(".ts")) return { execArgv: [], env };
  const tsx = pathToFileURL(createRequire(entry).resolve("tsx")).href;
  const tsconfig = findUpwards(dirname(entry), "tsconfig.json");
  return { execArgv: ["--import", tsx], env: tsconfig ? { ...env, TSX_TSCONFIG_PATH: tsconfig } : env };
}

function findUpwards(folder: string, name: string): string | null {
  const path = join(folder, name);
  if (existsSync(path)) return path;
  const parent = dirname(folder);
  return parent === folder ? null : findUpwards(parent, name);
}
