import type { LoadStage } from "@/sidecar/runner/protocol";

export const loadStages: readonly LoadStage[] = ["header", "weights", "context", "template"];
/** llama.cpp reports every tensor; a progress bar needs fewer steps. */
const smallestStep = 0.02;

/** Passes on what moves the bar: never back, not to an earlier stage, not in steps too small to see. */
export function reportProgress(
  send: (stage: LoadStage, value: number) => void,
): (stage: LoadStage, value: number) => void {
  let stageReached = -1;
  let valueReached = 0;
  return (stage, value) => {
    const rank = loadStages.indexOf(stage);
    const isNewStage = rank > stageReached;
    if (rank < stageReached || value < valueReached || (!isNewStage && value - valueReached < smallestStep))
      return;
    stageReached = rank;
    valueReached = value;
    send(stage, value);
  };
}
