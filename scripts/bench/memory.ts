import { readFileSync } from "node:fs";
import { ask } from "@/scripts/bench/ask";
import { benchModels, callSidecar, launchSidecar } from "@/scripts/bench/engines";
import type { Row } from "@/scripts/bench/table";
import { descendants } from "@/tests/e2e/harness/processes";

const rounds = 3;
const goalShare = 0.05;

/** Proportional set size of a process and all below it, in bytes. */
function treePss(pid: number): number {
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
async function atRest(pid: number): Promise<number> {
  const readings: number[] = [];
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    const spare = descendants(pid).some(({ command }) => command.includes("sidecar-spare"));
    readings.push(treePss(pid));
    const last = readings.slice(-3);
    const [low, high] = [Math.min(...last), Math.max(...last)];
    if (spare && last.length === 3 && high - low <= 0.01 * high) return high;
    if (readings.length > 120) throw new Error("the sidecar's memory did not come to rest");
  }
}

/** Load, answer, unload, and look how much of the memory is back. */
export async function measureMemory(): Promise<Row[]> {
  const models = benchModels();
  const sidecar = await launchSidecar(models);
  const mb = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
  const rows: Row[] = [];
  try {
    for (let round = 1; round <= rounds; round++) {
      const before = await atRest(sidecar.pid);
      await ask(sidecar, models.main, round, 32);
      const loaded = await atRest(sidecar.pid);
      await callSidecar(sidecar, "/models/unload", { model: models.main });
      const after = await atRest(sidecar.pid);
      const share = Math.abs(after - before) / before;
      const back = ((loaded - after) / (loaded - before)) * 100;
      rows.push({
        what: `round ${round}: before → loaded → after unload`,
        measured: `${mb(before)} → ${mb(loaded)} → ${mb(after)}, ${back.toFixed(0)} % back`,
        ratio: after / before,
        goal: "within 5 % of before",
        met: share <= goalShare,
      });
    }
  } finally {
    await sidecar.stop();
    models.remove();
  }
  return rows;
}
