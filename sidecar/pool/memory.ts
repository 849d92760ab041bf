import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { freemem } from "node:os";

/** Bytes that this machine, and the control group that we may be in, have left now. */
export function memAvailableBytes(): number {
  return Math.min(machineAvailableBytes(), cgroupLeftBytes() ?? Number.MAX_SAFE_INTEGER);
}

/** The budget when the operator names none: 70 % of what is free at start. */
export function defaultBudgetBytes(): number {
  return Math.floor(0.7 * memAvailableBytes());
}

/** Memory of these processes together; null once one is gone or where the system does not say. */
export async function measureBytes(pids: readonly number[]): Promise<number | null> {
  const each = await Promise.all(pids.map(measureProcess));
  return each.reduce<number | null>((sum, bytes) => (sum === null || bytes === null ? null : sum + bytes), 0);
}

/** Its proportional share of everything that it maps, else its resident set. */
async function measureProcess(pid: number): Promise<number | null> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, "utf8").catch(() => "");
  const share = kilobytes(rollup, "Pss");
  if (share !== null) return share;
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return kilobytes(status, "VmRSS");
}

function machineAvailableBytes(): number {
  return kilobytes(textOf("/proc/meminfo"), "MemAvailable") ?? freemem();
}

/** The tightest of our control group and its parents; null where there is no limit. Caches count as free. */
function cgroupLeftBytes(): number | null {
  const own = /^0::(.*)$/m.exec(textOf("/proc/self/cgroup"))?.[1];
  if (own === undefined) return oldCgroupLeftBytes();
  const parts = own.split("/").filter((part) => part !== "");
  const folders = ["", ...parts.map((_, index) => `/${parts.slice(0, index + 1).join("/")}`)];
  const left = folders.flatMap((folder) => {
    const limit = Number.parseInt(textOf(`/sys/fs/cgroup${folder}/memory.max`), 10);
    if (!Number.isFinite(limit)) return [];
    const used = Number.parseInt(textOf(`/sys/fs/cgroup${folder}/memory.current`), 10) || 0;
    const cache = /^inactive_file (\d+)$/m.exec(textOf(`/sys/fs/cgroup${folder}/memory.stat`))?.[1];
    return [Math.max(0, limit - Math.max(0, used - Number(cache ?? 0)))];
  });
  return left.length === 0 ? null : Math.min(...left);
}

function oldCgroupLeftBytes(): number | null {
  const limit = Number.parseInt(textOf("/sys/fs/cgroup/memory/memory.limit_in_bytes"), 10);
  if (!Number.isFinite(limit)) return null;
  const used = Number.parseInt(textOf("/sys/fs/cgroup/memory/memory.usage_in_bytes"), 10) || 0;
  return Math.max(0, limit - used);
}

/** The figure of a line such as `MemAvailable:   123 kB`, in bytes. */
function kilobytes(text: string, name: string): number | null {
  const found = new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(text)?.[1];
  return found === undefined ? null : Number(found) * 1024;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
