import { readFileSync } from "node:fs";

/** How llama.cpp, node-llama-cpp, the C++ runtime and the GPU libraries say it. */
const sentences =
  /out of (device )?memory|cannot allocate memory|(unable|failed) to allocate|bad_alloc|insufficient (memory|vram)|too large for the available/i;

/** Does a runner's reason for a failed load mean that there was not enough memory? */
export function saysOutOfMemory(reason: string): boolean {
  return sentences.test(reason);
}

/** Processes that the kernel has killed for want of memory since it started; null where it does not say. */
export function kernelOomKills(): number | null {
  try {
    const found = /^oom_kill (\d+)$/m.exec(readFileSync("/proc/vmstat", "utf8"))?.[1];
    return found === undefined ? null : Number(found);
  } catch {
    return null;
  }
}

/** Has the kernel killed for want of memory since then? Of a load that ended by itself meanwhile, it was that. */
export function killedForMemorySince(killsBefore: number | null): boolean {
  return killsBefore !== null && (kernelOomKills() ?? killsBefore) > killsBefore;
}
