import { readFileSync } from "node:fs";
import { descendants } from "@/tests/e2e/harness/processes";

const betweenReadingsMs = 500;
const mostReadings = 120;

/** Proportional set size of a process and all below it, in bytes. */
export function treePss(pid: number): number {
  return [pid, ...descendants(pid).map((child) => child.pid)].reduce((sum, each) => {
    try {
      const text = readFileSync(`/proc/${each}/smaps_rollup`, "utf8");
      return sum + Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? 0) * 1024;
    } catch {
      return sum; // ended while we looked
    }
  }, 0);
}

/** Waits until a spare stands ready and the figure has come to rest: three readings within 1 %. */
export async function atRest(pid: number, spareIsReady: () => Promise<boolean>): Promise<number> {
  const readings: number[] = [];
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, betweenReadingsMs));
    if (await spareIsReady()) readings.push(treePss(pid));
    const last = readings.slice(-3);
    const [low, high] = [Math.min(...last), Math.max(...last)];
    if (last.length === 3 && high - low <= 0.01 * high) return high;
    if (readings.length > mostReadings) throw new Error("the sidecar's memory did not come to rest");
  }
}
