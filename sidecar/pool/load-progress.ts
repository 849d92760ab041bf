import type { LoadProgress } from "@/lib/contract/sidecar";
import type { LoadStage } from "@/sidecar/runner/protocol";

const stages: LoadStage[] = ["header", "weights", "context", "template"];

/** A runner's word (0…1 over all stages) as clients see it; 1 is only said of a ready model. */
export function loadProgress(stage: LoadStage, value: number): LoadProgress {
  return { stages, current: stage, value: Math.min(0.99, Math.max(0, Math.round(value * 100) / 100)) };
}

/** Before the runner has said anything. */
export function loadBegun(): LoadProgress {
  return loadProgress("header", 0);
}
