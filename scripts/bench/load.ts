import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ask, promptOf } from "@/scripts/bench/ask";
import {
  benchModels,
  callSidecar,
  launchLlamaServer,
  launchSidecar,
  type BenchModels,
  type Engine,
} from "@/scripts/bench/engines";
import { median, p50p95, roundsOf } from "@/scripts/bench/statistics";
import type { Row } from "@/scripts/bench/table";
import { descendants } from "@/tests/e2e/harness/processes";

const swaps = roundsOf(10);
const tokens = 8;
/** What the router has; one sequence more costs the zeroing of its window. */
const shape = { SIDECAR_CONTEXT_SIZE: "2048", SIDECAR_SEQUENCES: "1" };
const goals = { warm: 0.6, cold: 1 };

interface Times {
  warm: number[];
  cold: number[];
  raw: number[];
  router: number[];
}

/** The model is cold, then a message comes: load, context, prompt, first token; the file is in the page cache. */
export async function measureLoad(): Promise<Row[]> {
  const models = benchModels();
  const sidecar = await launchSidecar(models, shape);
  const router = await launchLlamaServer(models, "router");
  const raw = await startRaw();
  const times: Times = { warm: [], cold: [], raw: [], router: [] };
  try {
    for (let swap = 0; swap <= swaps; swap++) {
      const round = await oneRound(models, sidecar, raw, router, swap);
      // The first one fills the page cache.
      if (swap === 0) continue;
      for (const kind of ["warm", "cold", "raw", "router"] as const)
        if (round[kind] !== null) times[kind].push(round[kind]);
    }
  } finally {
    raw.kill("SIGKILL");
    await Promise.all([sidecar.stop(), router?.stop()]);
    models.remove();
  }
  if (!router) console.log("  (no router: LLAMA_SERVER_BIN is not set)");
  return [
    rowOf("warm spare, against the router", times.warm, times.router, goals.warm),
    rowOf("cold process, against the router", times.cold, times.router, goals.cold),
    rowOf("warm spare, against raw node-llama-cpp in a warm process", times.warm, times.raw),
  ];
}

/** All kinds in turn, so that a noisy neighbour meets all. */
async function oneRound(
  { main, other, folder }: BenchModels,
  sidecar: Engine,
  raw: ChildProcess,
  router: Engine | null,
  seed: number,
): Promise<Record<keyof Times, number | null>> {
  const swapTo = async (model: string, spare: "warm" | "cold"): Promise<number> => {
    await callSidecar(sidecar, "/models/unload", { model, force: true });
    await spareReady(sidecar);
    if (spare === "cold") killSpare(sidecar);
    return (await ask(sidecar, model, seed, tokens)).firstTokenMs;
  };
  const warm = await swapTo(main, "warm");
  const cold = await swapTo(main, "cold");
  if (router) await ask(router, other.replace(/\.gguf$/, ""), seed, tokens);
  const ofRouter = router && (await ask(router, main.replace(/\.gguf$/, ""), seed, tokens)).firstTokenMs;
  return { warm, cold, raw: await firstTokenOfRaw(raw, join(folder, main), seed), router: ofRouter };
}

async function spareReady(sidecar: Engine): Promise<void> {
  for (;;) {
    const { spareReady: ready } = (await callSidecar(sidecar, "/models")) as { spareReady?: boolean };
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function killSpare(sidecar: Engine): void {
  for (const { pid, command } of descendants(sidecar.pid))
    if (command.startsWith("sidecar-spare")) process.kill(pid, "SIGKILL");
}

async function startRaw(): Promise<ChildProcess> {
  const entry = fileURLToPath(new URL("raw-library.ts", import.meta.url));
  const raw = fork(entry, { execArgv: ["--import", "tsx"], stdio: ["ignore", "ignore", "ignore", "ipc"] });
  process.once("exit", () => raw.kill("SIGKILL"));
  await once(raw, "message");
  return raw;
}

async function firstTokenOfRaw(raw: ChildProcess, path: string, seed: number): Promise<number> {
  const begun = performance.now();
  raw.send({ path, prompt: promptOf(seed), maxTokens: tokens });
  const [first] = (await once(raw, "message")) as [string];
  const ms = performance.now() - begun;
  if (first === "first") await once(raw, "message");
  return ms;
}

function rowOf(what: string, ours: number[], theirs: number[], goal?: number): Row {
  const ratio = theirs.length > 0 ? median(ours) / median(theirs) : undefined;
  return {
    what: `${what}, p50 / p95 of ${ours.length}`,
    measured: p50p95(ours),
    baseline: theirs.length > 0 ? p50p95(theirs) : undefined,
    ratio,
    ...(goal !== undefined && { goal: `≤ ${goal}`, met: ratio === undefined ? undefined : ratio <= goal }),
  };
}
