import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fingerprint, readStamp } from "./fingerprint.mjs";
import { root } from "./root.mjs";
import { childEnv, runQuietly } from "./run-quietly.mjs";
import { step } from "./step.mjs";

const stampPath = join(root, "node_modules", ".installed");

function wantedStamp() {
  const major = process.versions.node.split(".")[0];
  return fingerprint(["package-lock.json"], { extra: [`node ${major}`, process.platform, process.arch] });
}

/**
 * Whether node_modules holds what the lock names, by npm's own record: somebody may have run `npm ci` by hand.
 * @param {{ packages: Record<string, { version?: string, optional?: boolean }> }} lock
 * @param {{ packages: Record<string, { version?: string }> }} record node_modules/.package-lock.json
 */
export function isComplete(lock, record) {
  return Object.entries(lock.packages).every(
    ([path, { version, optional }]) => path === "" || optional || record.packages[path]?.version === version,
  );
}

/** Whether the packages are those of the lock file, for this Node and this platform. */
export function packagesCurrent() {
  const stamp = readStamp(stampPath);
  if (stamp !== null) return stamp === wantedStamp();
  const recordPath = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(recordPath)) return false;
  const read = (path) => JSON.parse(readFileSync(path, "utf8"));
  if (!isComplete(read(join(root, "package-lock.json")), read(recordPath))) return false;
  writeFileSync(stampPath, `${wantedStamp()}\n`);
  return true;
}

/**
 * The npm that runs this script, else the one on the PATH.
 * @param {string | undefined} execPath npm_execpath; yarn and pnpm set it too
 */
export function npmCommand(execPath) {
  if (execPath && basename(execPath) === "npm-cli.js" && existsSync(execPath))
    return { command: process.execPath, args: [execPath], shell: false };
  return { command: "npm", args: [], shell: process.platform === "win32" };
}

/** Installs exactly what the lock names, where that is not there already. Needs the npm registry and nothing else. */
export async function installPackages() {
  if (packagesCurrent()) return;
  const { command, args, shell } = npmCommand(process.env.npm_execpath);
  await step("Installing packages (about a minute and 1.5 GB)", async () => {
    rmSync(stampPath, { force: true });
    await runQuietly(command, [...args, "ci", "--include=dev", "--include=optional", "--no-progress"], {
      what: "The packages could not be installed: is the npm registry reachable?",
      env: childEnv(),
      shell,
    });
    writeFileSync(stampPath, `${wantedStamp()}\n`);
  });
}
