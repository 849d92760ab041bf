import { resolve } from "node:path";
import type { Log } from "./log";

export interface SidecarConfig {
  /** Files that the manager and the runners run: `.ts` through tsx, else a bundle. */
  managerEntry: string;
  runnerEntry: string;
  /** The operator's models. */
  modelsDir: string;
  /** Bundled models; null: none. */
  demoDir: string | null;
  /** The sidecar keeps its history of loads here. */
  dataDir: string;
  /** Undefined: 70 % of what is free at start. */
  memoryBudgetBytes: number | undefined;
  /** For conversations' states on disk, all together; undefined: 2 GiB, at most 5 % of the free disk. 0: none are kept. */
  kvBudgetBytes: number | undefined;
  /** The llama-server that `runnerEntry` runs, where it is the entry for one. */
  serverBin: string | undefined;
  log: Log;
}

/** Fills in what an operator does not set; paths become absolute. */
export function sidecarConfig(
  input: Omit<SidecarConfig, "demoDir" | "memoryBudgetBytes" | "kvBudgetBytes" | "serverBin"> & {
    demoDir?: string | null;
    memoryBudgetBytes?: number | undefined;
    kvBudgetBytes?: number | undefined;
    serverBin?: string | undefined;
  },
): SidecarConfig {
  const demoDir = input.demoDir === undefined ? "models/demo" : input.demoDir;
  return {
    ...input,
    modelsDir: resolve(input.modelsDir),
    demoDir: demoDir === null ? null : resolve(demoDir),
    dataDir: resolve(input.dataDir, "sidecar"),
    memoryBudgetBytes: input.memoryBudgetBytes,
    kvBudgetBytes: input.kvBudgetBytes,
    serverBin: input.serverBin === undefined ? undefined : resolve(input.serverBin),
  };
}
