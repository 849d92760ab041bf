// Adds to package-lock.json a stub for every optional dependency that it lacks. npm leaves out binaries of platforms that the
// registry did not offer when the lock was made, and `npm ci` of npm 11 then refuses the lock ("Missing: … from lock file").
// Run it after every change of the lock: node scripts/complete-lock.mjs
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const systems = [
  [/(^|-)(darwin|mac)(-|$)/, "darwin"],
  [/(^|-)(win32|win)(-|$)/, "win32"],
  [/(^|-)linux(-|$)/, "linux"],
  [/(^|-)freebsd(-|$)/, "freebsd"],
  [/(^|-)android(-|$)/, "android"],
  [/(^|-)openharmony(-|$)/, "openharmony"],
];
const processors = [
  [/(^|-)x64(-|$)/, "x64"],
  [/(^|-)arm64(-|$)/, "arm64"],
  [/(^|-)arm(-|$)/, "arm"],
  [/(^|-)ia32(-|$)/, "ia32"],
  [/(^|-)ppc64(-|$)/, "ppc64"],
  [/(^|-)riscv64(-|$)/, "riscv64"],
  [/(^|-)s390x(-|$)/, "s390x"],
  [/(^|-)wasm32(-|$)/, "wasm32"],
];

/**
 * The platform that a binary package is for, read from its name: `@next/swc-darwin-arm64` → darwin, arm64.
 * @param {string} name
 * @returns {{ os?: string[], cpu?: string[], libc?: string[] }}
 * @throws Error where the name says nothing: a stub without a platform would be installed everywhere
 */
export function platformOf(name) {
  const short = name.slice(name.indexOf("/") + 1);
  const os = systems.find(([pattern]) => pattern.test(short))?.[1];
  const cpu = processors.find(([pattern]) => pattern.test(short))?.[1];
  if (!os && !cpu)
    throw new Error(`${name}: its name names no platform; add the package to the lock by hand`);
  return {
    ...(os && { os: [os] }),
    ...(cpu && { cpu: [cpu] }),
    ...(/musl/.test(short) && { libc: ["musl"] }),
  };
}

/** Where Node finds `name` from the package at `from`: the nearest node_modules upwards, or null. */
function resolveIn(packages, from, name) {
  for (let at = from; ;) {
    const candidate = `${at ? `${at}/` : ""}node_modules/${name}`;
    if (packages[candidate]) return candidate;
    if (!at) return null;
    const cut = at.lastIndexOf("/node_modules/");
    at = cut < 0 ? "" : at.slice(0, cut);
  }
}

/**
 * @param {{ packages: Record<string, any> }} lock a parsed package-lock.json; not changed
 * @returns {{ lock: object, added: string[] }} the lock with the stubs, and their names
 */
export function completeLock(lock) {
  const packages = { ...lock.packages };
  const added = [];
  for (const [from, entry] of Object.entries(lock.packages)) {
    for (const [name, wanted] of Object.entries(entry.optionalDependencies ?? {})) {
      if (resolveIn(packages, from, name)) continue;
      const version = wanted.replace(/^[\^~>=v\s]+/, "");
      packages[`node_modules/${name}`] = {
        version,
        ...platformOf(name),
        ...(entry.dev && { dev: true }),
        optional: true,
      };
      added.push(`${name}@${version}`);
    }
  }
  const sorted = Object.keys(packages).sort((a, b) => a.localeCompare(b, "en"));
  return {
    lock: { ...lock, packages: Object.fromEntries(sorted.map((key) => [key, packages[key]])) },
    added,
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const path = new URL("../package-lock.json", import.meta.url);
  const { lock, added } = completeLock(JSON.parse(readFileSync(path, "utf8")));
  if (added.length > 0) writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(added.length > 0 ? `added ${added.length}: ${added.join(", ")}` : "the lock is complete");
}
