import type { Log } from "@/sidecar/supervisor/log";
import type { PoolFact } from "./facts";
import type { PoolLimits } from "./pool-limits";

export interface PoolConfig {
  modelsDir: string;
  demoDir: string | null;
  /** Where the history of loads is kept, and what was resident. */
  dataDir: string;
  budgetBytes: number;
  /** File that a runner process runs. */
  runnerEntry: string;
  /** Tokens that one sequence holds, at most; a file's own limit counts too. */
  contextSize: number;
  sequences: number;
  limits?: Partial<PoolLimits>;
  /** A load that says nothing for so long (plus the time to read the file from a slow disk) is stuck. */
  loadSilenceMs?: number;
  log: Log;
  /** For metrics. */
  observe?: (fact: PoolFact) => void;
}
