import { availableParallelism } from "node:os";
import type { Log } from "@/sidecar/supervisor/log";
import { coresOfOthers, sampleCpu, waitedShare, type CpuSample } from "./cpu-load";
import { usableCores } from "./threads";

const lookMs = 500;

export interface CoreWatch {
  /** What the runners may use of the machine now, and why. */
  readonly cores: Readonly<Cores>;
  stop(): void;
}

export interface Cores {
  all: number;
  usable: number;
  /** Cores that other processes have used lately. */
  others: number;
  /** Share of the time that runners wanted to compute in which they stood in line for a processor. */
  waited: number;
}

/** Watches what others on the machine take from the runners. `pidsOf`: ours; empty while there is nothing to share. */
export function watchCores(pidsOf: () => number[], onChange: () => void, log: Log): CoreWatch {
  const all = availableParallelism();
  const cores: Cores = { all, usable: all, others: 0, waited: 0 };
  let before: CpuSample | null = null;

  /** Half of what was seen since the last look, half of what was known before. */
  function look(): void {
    const pids = pidsOf();
    const now = pids.length > 0 ? sampleCpu(pids) : null;
    const last = before;
    before = now;
    if (!last || !now) return;
    cores.others = (cores.others + coresOfOthers(last, now)) / 2;
    cores.waited = (cores.waited + waitedShare(last, now)) / 2;
    const usable = usableCores(cores.usable, all, cores, now.cpus);
    if (usable === cores.usable) return;
    cores.usable = usable;
    log("info", `Runners use ${usable} of ${all} cores from now on.`, {
      others: rounded(cores.others),
      waited: rounded(cores.waited),
    });
    onChange();
  }

  const timer = setInterval(look, lookMs);
  return { cores, stop: () => clearInterval(timer) };
}

const rounded = (value: number): number => Math.round(value * 100) / 100;
