import { setMaxListeners } from "node:events";
import { descendant, descendants } from "@/tests/e2e/harness/processes";
import { seededRandom } from "@/tests/factories/gguf-random";
import type { Log } from "@/sidecar/supervisor/log";
import { SoakRecord } from "./record";
import { modelNames, startSoakSidecar, type ModelName, type SoakSidecar } from "./soak-sidecar";
import { atRest } from "./tree-memory";
import { soakUser } from "./user";
import { checkRest, watchInvariants } from "./watch-invariants";

export interface SoakOptions {
  answers: number;
  users: number;
  seed: number;
  switchShare: number;
  /**
   * Answers of each of two models before the memory is looked at: a young process grows by what it compiles. Null: it
   * is not looked at.
   */
  warmUpAnswers: number | null;
  /** Every few seconds, with the answers that were asked for so far. */
  onProgress?: (answers: number) => void;
  /** After so long nobody asks for more; fewer answers are a violation then. */
  mostMs: number;
}

export interface SoakReport {
  record: SoakRecord;
  /** Of the manager and everything below it, with the same two models loaded. */
  memory: { startBytes: number; endBytes: number } | null;
  tookMs: number;
}

const graceMs = 60_000;
const progressMs = 15_000;

/** When which process is killed, as a share of all answers. */
const kills = [
  { at: 0.25, what: "runner" },
  { at: 0.5, what: "manager" },
  { at: 0.75, what: "runner" },
] as const;

/** Many answers on the real engine, three models in the room of two, with everything that people and machines do to it. */
export async function runSoak(options: SoakOptions): Promise<SoakReport> {
  const record = new SoakRecord();
  const runnerEnds = new Map<ModelName, () => void>();
  const log: Log = (_level, message) => {
    const [, verb, model = ""] = /^(Loaded|Unloading|The runner of) (\S+\.gguf)/.exec(message) ?? [];
    if (verb === "Loaded") record.counts.loads++;
    if (verb === "Unloading") record.counts.unloads++;
    if (verb === "The runner of") runnerEnds.get(model as ModelName)?.();
  };
  const sidecar = await startSoakSidecar(log);
  try {
    const { warmUpAnswers } = options;
    const startBytes = warmUpAnswers === null ? 0 : await memoryOfTwo(sidecar, warmUpAnswers);
    const begunAtMs = performance.now();
    const stopWatching = watchInvariants(sidecar, record);
    let claimed = 0;
    const planned: (typeof kills)[number][] = [...kills];
    const claim = (): boolean => {
      if (claimed >= options.answers) return false;
      if (performance.now() - begunAtMs > options.mostMs) return false;
      claimed++;
      return true;
    };
    /** In the middle of somebody's answer. */
    const onText = (model: ModelName): void => {
      const [next] = planned;
      if (next === undefined || claimed < next.at * options.answers) return;
      if (next.what === "manager") killManager(record, sidecar);
      else {
        const over = killRunner(record, model);
        if (over === null) return;
        runnerEnds.set(model, over);
      }
      planned.shift();
    };
    const deadline = AbortSignal.timeout(options.mostMs + graceMs);
    setMaxListeners(0, deadline);
    const progress = setInterval(() => options.onProgress?.(claimed), progressMs);
    const world = { deadline, sidecar, record, claim, onText, switchShare: options.switchShare };
    await Promise.all(
      Array.from({ length: options.users }, (_, n) =>
        soakUser(world, `user-${n}`, seededRandom(options.seed * 1000 + n)),
      ),
    );
    clearInterval(progress);
    const tookMs = performance.now() - begunAtMs;
    await stopWatching();
    if (claimed < options.answers)
      record.violation(
        `only ${claimed} of ${options.answers} answers were asked for in ${options.mostMs / 1000} s`,
      );
    if (planned.length > 0) record.violation(`${planned.length} kills found nobody's answer to cut`);
    const memory =
      warmUpAnswers === null ? null : { startBytes, endBytes: await memoryOfTwo(sidecar, warmUpAnswers) };
    await checkRest(await sidecar.client(), record);
    return { record, memory, tookMs };
  } finally {
    await sidecar.stop();
  }
}

/**
 * @returns what ends the time in which its answers may be cut: the manager has seen its end. Null: the piece of text
 * was a last word of a runner that has gone.
 */
function killRunner(record: SoakRecord, model: ModelName): (() => void) | null {
  const runners = descendants(process.pid).filter(({ command }) =>
    command.startsWith(`sidecar-runner ${model}`),
  );
  const [runner] = runners;
  if (runner === undefined) return null;
  const over = record.kill(model);
  process.kill(runner.pid, "SIGKILL");
  return over;
}

function killManager(record: SoakRecord, sidecar: SoakSidecar): void {
  const { pid } = descendant(process.pid, "sidecar-manager");
  const over = record.kill(null);
  const url = sidecar.clientNow()?.url;
  process.kill(pid, "SIGKILL");
  const seen = async (): Promise<void> => {
    for (let client = await sidecar.client(); client.url === url; client = await sidecar.client())
      await new Promise((resolve) => setTimeout(resolve, 20));
    over();
  };
  void seen();
}

/** Two models loaded and worked with in all their sequences, a spare beside them. */
async function memoryOfTwo(sidecar: SoakSidecar, warmUpAnswers: number): Promise<number> {
  const client = await sidecar.client();
  for (const model of modelNames.slice(0, 2)) {
    for (let n = 0; n < warmUpAnswers; n += sidecar.sequences) {
      const messages = [{ role: "user", content: `Warm up ${n}.` }];
      const body = { max_tokens: 60, messages };
      await Promise.all(Array.from({ length: sidecar.sequences }, () => client.stream(model, {}, body)));
    }
  }
  await client.post("/models/load", { model: modelNames[0] });
  const manager = descendant(process.pid, "sidecar-manager").pid;
  return atRest(manager, async () => {
    const { spareReady, models } = await client.models();
    const ready = models.filter(({ status }) => status === "ready").length;
    const runners = descendants(manager).length;
    return spareReady === true && ready === 2 && runners === 3;
  });
}
