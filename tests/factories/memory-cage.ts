import { existsSync, mkdirSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Where the kernel takes new groups, and the file of a group's limit: version 1, else version 2. */
const kinds = [
  { root: "/sys/fs/cgroup/memory", limit: "memory.limit_in_bytes" },
  { root: "/sys/fs/cgroup", limit: "memory.max" },
] as const;

/** A group of processes with so much memory and no more: the kernel kills in it as on a machine that is full. */
export interface MemoryCage {
  /** What it has taken before is not counted. */
  hold(pid: number, bytes: number): void;
  /** Only when its processes have ended. */
  remove(): void;
}

/** @returns null where this user may not make one (it takes root and a writable cgroup) */
export function memoryCage(): MemoryCage | null {
  for (const { root, limit } of kinds) {
    const folder = join(root, `switchyard-test-${process.pid}`);
    try {
      mkdirSync(folder);
    } catch {
      continue;
    }
    const remove = (): void => rmdirSync(folder);
    if (existsSync(join(folder, limit))) {
      const hold = (pid: number, bytes: number): void => {
        writeFileSync(join(folder, limit), String(bytes));
        writeFileSync(join(folder, "cgroup.procs"), String(pid));
      };
      return { hold, remove };
    }
    remove();
  }
  return null;
}
