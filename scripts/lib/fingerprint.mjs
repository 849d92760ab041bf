import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { root } from "./root.mjs";

function* filesUnder(path) {
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) return yield path;
  const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) yield* filesUnder(join(path, entry.name));
}

/**
 * One hash over names and contents.
 * @param {string[]} paths files and folders, relative to the root; what does not exist is left out
 * @param {{ keep?: (path: string) => boolean, extra?: string[] }} [options] `keep` sees paths relative to the root with forward slashes
 */
export function fingerprint(paths, { keep = () => true, extra = [] } = {}) {
  const hash = createHash("sha256");
  for (const word of extra) hash.update(`${word}\0`);
  for (const path of paths)
    for (const file of filesUnder(join(root, path))) {
      const name = relative(root, file).replaceAll("\\", "/");
      if (!keep(name)) continue;
      hash.update(`${name}\0`).update(readFileSync(file)).update("\0");
    }
  return hash.digest("hex");
}

/** @returns {string | null} the trimmed content of a stamp file, null where there is none */
export function readStamp(path) {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return null;
  }
}
