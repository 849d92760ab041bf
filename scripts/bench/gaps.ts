import { ask, longPromptOf } from "@/scripts/bench/ask";
import {
  benchModels,
  callSidecar,
  launchLlamaServer,
  launchSidecar,
  type BenchModels,
  type Engine,
} from "@/scripts/bench/engines";
import { median, quantile, roundsOf } from "@/scripts/bench/statistics";
import type { Row } from "@/scripts/bench/table";

const rounds = roundsOf(6);
const promptTokens = 900;
const streamTokens = 200;
/** The stream is well on its way. */
const beginAtPiece = 20;
const goalGapMs = 300;
const goalBesideLoad = 1.2;

/** What one stream feels of others: a long prompt in its own model, the load of another model. */
export async function measureGaps(): Promise<Row[]> {
  const models = benchModels();
  const sidecar = await launchSidecar(models, { SIDECAR_CONTEXT_SIZE: "2048" });
  const server = await launchLlamaServer(models, "model");
  try {
    const [ours, theirs]: number[][] = [[], []];
    for (let round = 0; round <= rounds; round++) {
      const mine = await longestGapBesidePrompt(sidecar, models, round);
      const other = server && (await longestGapBesidePrompt(server, models, round));
      if (round === 0) continue;
      ours?.push(mine);
      if (other !== null) theirs?.push(other);
    }
    return [gapRow(ours ?? [], theirs ?? []), await besideLoad(sidecar, models)];
  } finally {
    await Promise.all([sidecar.stop(), server?.stop()]);
    models.remove();
  }
}

/** In ms, of a running stream between the sending of a long prompt and its first token. */
async function longestGapBesidePrompt(
  engine: Engine,
  { main: model, tokensPerWord }: BenchModels,
  seed: number,
): Promise<number> {
  let last = 0;
  let longest = 0;
  let reading = false;
  let hasRead = false;
  let prompt: Promise<void> | undefined;
  const readPrompt = async (): Promise<void> => {
    reading = true;
    const text = longPromptOf(seed, promptTokens / tokensPerWord);
    await ask(engine, model, seed, 1, { prompt: text });
    hasRead = true;
  };
  await ask(engine, model, seed + 500, streamTokens, {
    onPiece(pieces) {
      const now = performance.now();
      if (reading) longest = Math.max(longest, now - last);
      // The gap that it ends in counts: an engine that reads in one go writes nothing until then.
      if (hasRead) reading = false;
      last = now;
      if (pieces === beginAtPiece) prompt = readPrompt();
    },
  });
  await prompt;
  return longest;
}

function gapRow(ours: number[], theirs: number[]): Row {
  const show = (all: number[]) => `${median(all).toFixed(0)} / ${Math.max(...all).toFixed(0)} ms`;
  return {
    what: `longest gap while ${promptTokens} tokens are read, median / worst of ${ours.length}`,
    measured: show(ours),
    baseline: theirs.length > 0 ? show(theirs) : undefined,
    ratio: theirs.length > 0 ? median(ours) / median(theirs) : undefined,
    goal: `median ≤ ${goalGapMs} ms`,
    met: median(ours) <= goalGapMs,
  };
}

/** The other model is unloaded and loaded all the time, for every other answer. */
async function besideLoad(sidecar: Engine, { main, other }: BenchModels): Promise<Row> {
  const alone: number[] = [];
  const beside: number[] = [];
  await ask(sidecar, main, 1, 8);
  for (let round = 0; round < rounds; round++) {
    alone.push(...(await ask(sidecar, main, 700 + round, streamTokens)).gapsMs);
    let answering = true;
    const loads = (async () => {
      while (answering) {
        await callSidecar(sidecar, "/models/unload", { model: other, force: true });
        await callSidecar(sidecar, "/models/load", { model: other });
      }
    })();
    beside.push(...(await ask(sidecar, main, 800 + round, streamTokens)).gapsMs);
    answering = false;
    await loads;
  }
  const [p95Beside, p95Alone] = [quantile(beside, 0.95), quantile(alone, 0.95)];
  return {
    what: "p95 gap of a stream while another model loads, against no load",
    measured: `${p95Beside.toFixed(1)} ms`,
    baseline: `${p95Alone.toFixed(1)} ms`,
    ratio: p95Beside / p95Alone,
    goal: `≤ ${goalBesideLoad}`,
    met: p95Beside / p95Alone <= goalBesideLoad,
  };
}
