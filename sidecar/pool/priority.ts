import { readdirSync, readFileSync } from "node:fs";
import { setPriority } from "node:os";

const capSysNice = 1n << 23n;

/**
 * May this process raise a priority again that it has lowered? Ordinary users and most containers may not: there
 * a lowered runner would stay slow for good.
 */
export function mayRaisePriority(): boolean {
  try {
    const mask = /^CapEff:\s+([0-9a-f]+)$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
    return mask !== undefined && (BigInt(`0x${mask}`) & capSysNice) !== 0n;
  } catch {
    return false;
  }
}

/**
 * Sets the priority (nice value) of a process and of the threads that it has: Linux keeps one for each thread, and
 * new ones inherit it. A process that has gone meanwhile is no error.
 */
export function setProcessPriority(pid: number, nice: number): void {
  try {
    for (const thread of readdirSync(`/proc/${pid}/task`)) setPriority(Number(thread), nice);
  } catch {
    // Gone, or a thread of it has just ended: a matter of politeness, not of function.
  }
}
