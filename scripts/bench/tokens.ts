import { ask, type Endpoint, type Timing } from "@/scripts/bench/ask";
import { benchModels, launchLlamaServer, launchSidecar, untilCalm } from "@/scripts/bench/engines";
import { median, quantile, roundsOf } from "@/scripts/bench/statistics";
import type { Row } from "@/scripts/bench/table";

const rounds = roundsOf(6);
const slots = 8;
const tokensPerAnswer = 64;
const goalRatio = 1;

export interface Round {
  tokensPerSecond: number;
  answers: Timing[];
}

/** All streams begin at once; tokens over the whole run, prompts included. */
export async function runStreams(
  endpoint: Endpoint,
  model: string,
  streams: number,
  seed: number,
): Promise<Round> {
  const begun = performance.now();
  const answers = await Promise.all(
    Array.from({ length: streams }, (_, i) => ask(endpoint, model, seed * 100 + i, tokensPerAnswer)),
  );
  const tokens = answers.reduce((sum, answer) => sum + answer.tokens, 0);
  return { tokensPerSecond: (tokens / (performance.now() - begun)) * 1000, answers };
}

/** 1, 4 and 8 streams, the sidecar and llama-server in turn, so that a noisy neighbour meets both. */
export async function measureTokens(): Promise<Row[]> {
  const models = benchModels();
  const sidecar = await launchSidecar(models, {
    SIDECAR_SEQUENCES: String(slots),
    SIDECAR_CONTEXT_SIZE: "2048",
  });
  const server = await launchLlamaServer(models, "model", slots);
  const rows: Row[] = [];
  try {
    for (const streams of [1, 4, 8]) {
      const ours: Round[] = [];
      const theirs: Round[] = [];
      for (let round = 0; round <= rounds; round++) {
        const seed = streams * 1000 + round;
        await untilCalm(sidecar);
        const mine = await runStreams(sidecar, models.main, streams, seed);
        if (server) await untilCalm(sidecar);
        const other = server && (await runStreams(server, models.main, streams, seed));
        // The first round loads and warms.
        if (round === 0) continue;
        ours.push(mine);
        if (other) theirs.push(other);
      }
      rows.push(...rowsOf(streams, ours, theirs));
    }
  } finally {
    await Promise.all([sidecar.stop(), server?.stop()]);
    models.remove();
  }
  if (!server) console.log("  (no baseline: LLAMA_SERVER_BIN is not set)");
  return rows;
}

function rowsOf(streams: number, ours: Round[], theirs: Round[]): Row[] {
  const name = `${streams} ${streams === 1 ? "stream" : "streams"}`;
  const speed = (all: Round[]) => median(all.map(({ tokensPerSecond }) => tokensPerSecond));
  const gaps = (all: Round[]) => all.flatMap(({ answers }) => answers.flatMap(({ gapsMs }) => gapsMs));
  const show = (all: Round[]) =>
    `${speed(all).toFixed(1)} [${Math.min(...all.map(({ tokensPerSecond }) => tokensPerSecond)).toFixed(1)}]`;
  const gap = (all: Round[]) =>
    `${quantile(gaps(all), 0.95).toFixed(0)} / ${Math.max(...gaps(all)).toFixed(0)} ms`;
  const ratio = theirs.length > 0 ? speed(ours) / speed(theirs) : undefined;
  return [
    {
      what: `tokens/s, ${name}, median [lowest] of ${ours.length}`,
      measured: show(ours),
      baseline: theirs.length > 0 ? show(theirs) : undefined,
      ratio,
      goal: `≥ ${goalRatio}`,
      met: ratio === undefined ? undefined : ratio >= goalRatio,
    },
    {
      what: `gap between pieces, ${name}, p95 / longest`,
      measured: gap(ours),
      baseline: theirs.length > 0 ? gap(theirs) : undefined,
    },
  ];
}
