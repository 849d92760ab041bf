import { randomBytes } from "node:crypto";
import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { root } from "./root.mjs";

export const envPath = join(root, ".env");

const header = `# Settings and secrets of this installation. Keep it to yourself; README.md lists what else may stand here.
# The process environment wins over this file.
`;

/** What every installation has of its own. */
const secrets = { NEXTAUTH_SECRET: () => randomBytes(32).toString("base64url") };

/**
 * Writes the secrets that neither the file nor the environment has. Lines that stand there are never changed.
 * @param {Record<string, string | undefined>} [env]
 * @returns {string[]} the names that were written
 */
export function writeMissingSecrets(path = envPath, env = process.env) {
  const text = existsSync(path) ? readFileSync(path, "utf8") : null;
  const present = parseEnv(text ?? "");
  const missing = Object.keys(secrets).filter((name) => !present[name] && !env[name]);
  if (missing.length === 0) return [];
  const lines = missing.map((name) => `${name}=${secrets[name]()}\n`).join("");
  if (text === null) writeFileSync(path, header + lines, { mode: 0o600, flag: "wx" });
  else appendFileSync(path, `${text === "" || text.endsWith("\n") ? "" : "\n"}${lines}`);
  return missing;
}

/**
 * Puts the file's variables into `env`; what is set there already wins, where empty counts as unset.
 * @param {Record<string, string | undefined>} [env]
 */
export function loadEnvFile(path = envPath, env = process.env) {
  if (!existsSync(path)) return;
  for (const [name, value] of Object.entries(parseEnv(readFileSync(path, "utf8"))))
    if (!env[name]) env[name] = value;
}
