import { spawn } from "node:child_process";
import { benchModels, launchLlamaServer, launchSidecar } from "@/scripts/bench/engines";
import { median, quantile, roundsOf } from "@/scripts/bench/statistics";
import type { Row } from "@/scripts/bench/table";
import { runStreams, type Round } from "@/scripts/bench/tokens";

const rounds = roundsOf(4);
const streams = 4;
const goalRatio = 2.5;
const goalGapMs = 60;

/** Four streams while another process computes all the time, as a web server or a compiler does. */
export async function measureBusy(): Promise<Row[]> {
  const models = benchModels();
  const sidecar = await launchSidecar(models, { SIDECAR_CONTEXT_SIZE: "2048" });
  const server = await launchLlamaServer(models, "model");
  const busy = spawn(process.execPath, ["-e", "for (;;);"], { stdio: "ignore" });
  process.once("exit", () => busy.kill("SIGKILL"));
  const ours: Round[] = [];
  const theirs: Round[] = [];
  try {
    for (let round = 0; round <= rounds; round++) {
      const mine = await runStreams(sidecar, models.main, streams, 5_000 + round);
      const other = server && (await runStreams(server, models.main, streams, 5_000 + round));
      // In the first round the sidecar sees how busy the machine is.
      if (round === 0) continue;
      ours.push(mine);
      if (other) theirs.push(other);
    }
  } finally {
    busy.kill("SIGKILL");
    await Promise.all([sidecar.stop(), server?.stop()]);
    models.remove();
  }
  const speed = (all: Round[]) => median(all.map(({ tokensPerSecond }) => tokensPerSecond));
  const gap = (all: Round[]) =>
    quantile(
      all.flatMap(({ answers }) => answers.flatMap(({ gapsMs }) => gapsMs)),
      0.95,
    );
  const ratio = theirs.length > 0 ? speed(ours) / speed(theirs) : undefined;
  return [
    {
      what: `tokens/s of ${streams} streams beside a busy process, median of ${rounds}, against llama-server -t 2`,
      measured: speed(ours).toFixed(1),
      baseline: theirs.length > 0 ? speed(theirs).toFixed(1) : undefined,
      ratio,
      goal: `≥ ${goalRatio}`,
      met: ratio === undefined ? undefined : ratio >= goalRatio,
    },
    {
      what: "gap between pieces beside a busy process, p95",
      measured: `${gap(ours).toFixed(0)} ms`,
      baseline: theirs.length > 0 ? `${gap(theirs).toFixed(0)} ms` : undefined,
      goal: `≤ ${goalGapMs} ms`,
      met: gap(ours) <= goalGapMs,
    },
  ];
}
