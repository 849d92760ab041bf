import { readFileSync } from "node:fs";

/** Ticks since boot, of the processors that we may use and of some processes. */
export interface CpuSample {
  cpus: number;
  busyTicks: number;
  allTicks: number;
  /** pid → ticks that it has computed. */
  processTicks: Map<number, number>;
}

/** Looks at the processors; null where the system does not tell (other than Linux). Below 1 ms. */
export function sampleCpu(pids: number[]): CpuSample | null {
  const allowed = allowedCpus();
  const lines = textOf("/proc/stat")
    .split("\n")
    .map((line) => /^cpu(\d+) (.+)$/.exec(line))
    .flatMap((match) =>
      match?.[1] && match[2] && allowed(Number(match[1])) ? [match[2].split(" ").map(Number)] : [],
    );
  if (lines.length === 0) return null;
  // user nice system idle iowait irq softirq steal; guest times are in user already.
  const sum = (columns: number[]): number =>
    lines.reduce((total, line) => total + columns.reduce((part, column) => part + (line[column] ?? 0), 0), 0);
  const busyTicks = sum([0, 1, 2, 5, 6, 7]);
  const processTicks = new Map(
    pids.flatMap((pid) => {
      const ticks = ticksOf(pid);
      return ticks === null ? [] : [[pid, ticks] as const];
    }),
  );
  return { cpus: lines.length, busyTicks, allTicks: busyTicks + sum([3, 4]), processTicks };
}

/** Cores that others than these processes kept busy between two samples. */
export function coresOfOthers(before: CpuSample, after: CpuSample): number {
  const ticksPerCore = (after.allTicks - before.allTicks) / after.cpus;
  if (ticksPerCore <= 0) return 0;
  let own = 0;
  for (const [pid, ticks] of after.processTicks) own += ticks - (before.processTicks.get(pid) ?? ticks);
  return Math.max(0, (after.busyTicks - before.busyTicks - own) / ticksPerCore);
}

function ticksOf(pid: number): number | null {
  // The name in brackets may hold anything; utime and stime are the 12th and 13th field after it.
  const fields = textOf(`/proc/${pid}/stat`).split(") ").at(-1)?.split(" ") ?? [];
  const ticks = Number(fields[11]) + Number(fields[12]);
  return Number.isFinite(ticks) ? ticks : null;
}

function allowedCpus(): (cpu: number) => boolean {
  const list = /^Cpus_allowed_list:\s+(\S+)$/m.exec(textOf("/proc/self/status"))?.[1];
  if (list === undefined) return () => true;
  const ranges = list.split(",").map((range) => range.split("-").map(Number));
  return (cpu) => ranges.some(([first = -1, last = first]) => cpu >= first && cpu <= last);
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
