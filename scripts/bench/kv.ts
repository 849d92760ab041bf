import { join } from "node:path";
import { ask, longPromptOf } from "@/scripts/bench/ask";
import { benchModels, launchSidecar, type BenchModels, type Engine } from "@/scripts/bench/engines";
import { median, p50p95, roundsOf } from "@/scripts/bench/statistics";
import type { Row } from "@/scripts/bench/table";

const rounds = roundsOf(6);
const promptTokens = 800;

interface Times {
  /** First token of a conversation that comes back. */
  back: number[];
  /** First token of the one that took its sequence: it waits for the saving. */
  displacing: number[];
}

/** A conversation loses its sequence to another and comes back: its state from disk against reading it again. */
export async function measureKv(): Promise<Row[]> {
  const models = benchModels();
  const shape = { SIDECAR_CONTEXT_SIZE: "2048", SIDECAR_SEQUENCES: "1" };
  const keeping = await launchSidecar(models, { ...shape, SIDECAR_KV_DIR: join(models.folder, "kv") });
  const reading = await launchSidecar(models, { ...shape, SIDECAR_KV_BUDGET: "0" });
  const [kept, read]: [Times, Times] = [
    { back: [], displacing: [] },
    { back: [], displacing: [] },
  ];
  try {
    for (let round = 0; round <= rounds; round++) {
      const times =
        round === 0
          ? [
              { back: [], displacing: [] },
              { back: [], displacing: [] },
            ]
          : [kept, read];
      for (const [index, engine] of [keeping, reading].entries())
        await comeBack(engine, models, round, times[index] ?? kept);
    }
  } finally {
    await Promise.all([keeping.stop(), reading.stop()]);
    models.remove();
  }
  return [
    row(`first token of a conversation of ${promptTokens} tokens that comes back`, kept.back, read.back, 0.5),
    row("first token of the one that took its place", kept.displacing, read.displacing),
  ];
}

async function comeBack(
  engine: Engine,
  { main: model, tokensPerWord }: BenchModels,
  round: number,
  times: Times,
): Promise<void> {
  const prompt = longPromptOf(round, promptTokens / tokensPerWord);
  await ask(engine, model, round, 4, { prompt, session: `first-${round}` });
  const other = await ask(engine, model, round + 100, 4, { session: `second-${round}` });
  const back = await ask(engine, model, round, 4, { prompt, session: `first-${round}` });
  times.displacing.push(other.firstTokenMs);
  times.back.push(back.firstTokenMs);
}

function row(what: string, ours: number[], theirs: number[], goal?: number): Row {
  const ratio = median(ours) / median(theirs);
  return {
    what: `${what}: saved against read again, p50 / p95 of ${ours.length}`,
    measured: p50p95(ours),
    baseline: p50p95(theirs),
    ratio,
    ...(goal !== undefined && { goal: `≤ ${goal}`, met: ratio <= goal }),
  };
}
