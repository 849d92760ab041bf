import { availableParallelism } from "node:os";
import type { Log } from "@/sidecar/supervisor/log";
import { coresOfOthers, sampleCpu, type CpuSample } from "./cpu-load";
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
}

/**
 * Watches what others on the machine take from the runners, also while there are none: the first prompt of the next one
 * is read with what is free then. `pidsOf`: ours.
 */
export function watchCores(pidsOf: () => number[], onChange: () => void, log: Log): CoreWatch {
  const all = availableParallelism();
  const cores: Cores = { all, usable: all, others: 0 };
  let average = 0;
  let before: CpuSample | null = null;

  function look(): void {
    const now = sampleCpu(pidsOf());
    const last = before;
    before = now;
    if (!last || !now) return;
    const seen = coresOfOthers(last, now);
    average = (average + seen) / 2;
    // What has been so for a while and still is: a neighbour that has just ended, or come, is no reason to use less.
    cores.others = Math.min(seen, average);
    const usable = usableCores(cores.usable, all, cores.others, now.cpus);
    if (usable === cores.usable) return;
    cores.usable = usable;
    log("info", `Runners use ${usable} of ${all} cores from now on.`, {
      others: Math.round(cores.others * 100) / 100,
    });
    onChange();
  }

  const timer = setInterval(look, lookMs);
  return { cores, stop: () => clearInterval(timer) };
}
