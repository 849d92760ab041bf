import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";

export interface ProcessInfo {
  pid: number;
  parent: number;
  command: string;
}

/** Linux without procps has no `ps`, so /proc is read where it exists. */
function fromProc(): ProcessInfo[] {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
      const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
      return [{ pid: Number(pid), parent, command }];
    } catch {
      return []; // ended while we looked
    }
  });
}

function fromPs(): ProcessInfo[] {
  const lines = execFileSync("ps", ["-axo", "pid=,ppid=,args="], { encoding: "utf8" }).split("\n");
  return lines.flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line);
    return match ? [{ pid: Number(match[1]), parent: Number(match[2]), command: match[3] ?? "" }] : [];
  });
}

/** Every process below `pid`, children before grandchildren. */
export function descendants(pid: number): ProcessInfo[] {
  const everything = existsSync("/proc/self/stat") ? fromProc() : fromPs();
  const found: ProcessInfo[] = [];
  const queue = [pid];
  for (let parent = queue.shift(); parent !== undefined; parent = queue.shift())
    for (const child of everything.filter((process) => process.parent === parent)) {
      found.push(child);
      queue.push(child.pid);
    }
  return found;
}

/** The one process below `pid` whose command line contains `words`. */
export function descendant(pid: number, words: string): ProcessInfo {
  const found = descendants(pid).filter(({ command }) => command.includes(words));
  const [first] = found;
  if (!first || found.length > 1)
    throw new Error(
      `${found.length} processes contain "${words}": ${found.map((p) => p.command).join(" | ")}`,
    );
  return first;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
