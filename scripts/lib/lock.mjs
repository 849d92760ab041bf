import { mkdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { root } from "./root.mjs";

const lookAgainMs = 300;
const lockPath = join(root, "dist", ".preparing");

/** When a process began, in ticks since boot: tells a living holder from a stranger with the same number. Linux only. */
function startOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}

function alive({ pid, start }) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== "EPERM") return false;
  }
  return startOf(pid) === start;
}

function tryTake(path) {
  try {
    writeFileSync(path, JSON.stringify({ pid: process.pid, start: startOf(process.pid) }), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

function readHolder(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}

/** Removes a lock whose holder is gone. Two that see this at once must not remove the lock that one of them then takes. */
function removeStale(path) {
  const guard = `${path}.takeover`;
  try {
    mkdirSync(guard);
  } catch {
    const age = Date.now() - (statSync(guard, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > 5_000) rmSync(guard, { recursive: true, force: true });
    return;
  }
  const holder = readHolder(path);
  if (holder === null || !alive(holder)) rmSync(path, { force: true });
  rmdirSync(guard);
}

/**
 * Only one process at a time installs, generates and builds in this folder; another one waits. A lock whose holder is gone is taken over.
 * @template T
 * @param {() => Promise<T>} run
 * @param {string} [path]
 * @returns {Promise<T>}
 */
export async function withLock(run, path = lockPath) {
  mkdirSync(join(path, ".."), { recursive: true });
  let told = false;
  let unreadable = 0;
  while (!tryTake(path)) {
    const holder = readHolder(path);
    // Between create and write the file is empty for a moment.
    if (holder === null && ++unreadable < 10) {
      await delay(20);
      continue;
    }
    if (holder === null || !alive(holder)) {
      removeStale(path);
      await delay(20);
      continue;
    }
    if (!told)
      process.stdout.write(
        `· Another start prepares this folder (process ${holder.pid}); waiting for it …\n`,
      );
    told = true;
    unreadable = 0;
    await delay(lookAgainMs);
  }
  const release = () => rmSync(path, { force: true });
  process.once("exit", release);
  try {
    return await run();
  } finally {
    process.off("exit", release);
    release();
  }
}
