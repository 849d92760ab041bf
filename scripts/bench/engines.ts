import { spawn, type ChildProcess } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Endpoint } from "@/scripts/bench/ask";
import { freePort } from "@/tests/e2e/harness/free-port";
import { writeChatGguf } from "@/tests/factories/gguf";

const root = fileURLToPath(new URL("../..", import.meta.url));
// Without a comma: llama-server takes those for several keys.
const token = "a-token-for-the-bench-only";

export interface Engine extends Endpoint {
  /** Origin without `/v1`, for the engine's own calls. */
  origin: string;
  pid: number;
  stop(): Promise<void>;
}

export interface BenchModels {
  folder: string;
  /** The one that is measured, and another to swap with. */
  main: string;
  other: string;
  /** Tokens of a word in the one that is measured: random ones read letter by letter. */
  tokensPerWord: number;
  remove(): void;
}

/** SmolLM2 of TEST_MODELS_DIR and one of random weights; without it two of random weights. */
export function benchModels(): BenchModels {
  const folder = mkdtempSync(join(tmpdir(), "switchyard-bench-"));
  const source = process.env["TEST_MODELS_DIR"];
  const smol = "SmolLM2-135M-Instruct.Q4_1.gguf";
  let main = "random-a.gguf";
  if (source) copyFileSync(join(source, smol), join(folder, (main = smol)));
  else writeChatGguf(join(folder, main), { seed: 1, embeddingLength: 512, layers: 8 });
  const other = "random-b.gguf";
  writeChatGguf(join(folder, other), { seed: 2, embeddingLength: 512, layers: 8 });
  const tokensPerWord = source ? 1 : 6;
  return {
    folder,
    main,
    other,
    tokensPerWord,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function untilHealthy(origin: string, child: ChildProcess, output: () => string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the engine ended with ${child.exitCode}:\n${output()}`);
    const healthy = await fetch(`${origin}/health`, { headers: { authorization: `Bearer ${token}` } }).then(
      (response) => response.ok,
      () => false,
    );
    if (healthy) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function launch(
  command: string,
  args: string[],
  env: Record<string, string>,
  port: number,
): Promise<Engine> {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const keep = (chunk: string) => (output = (output + chunk).slice(-8_000));
  child.stdout.setEncoding("utf8").on("data", keep);
  child.stderr.setEncoding("utf8").on("data", keep);
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  process.once("exit", () => child.kill("SIGKILL"));
  const origin = `http://127.0.0.1:${port}`;
  await untilHealthy(origin, child, () => output);
  return {
    origin,
    base: `${origin}/v1`,
    token,
    pid: child.pid ?? 0,
    stop: async () => {
      child.kill("SIGTERM");
      await exited;
    },
  };
}

/** The sidecar alone, as it is built, without the site. */
export async function launchSidecar(models: BenchModels, env: Record<string, string> = {}): Promise<Engine> {
  const port = await freePort();
  const data = join(models.folder, "sidecar-data");
  mkdirSync(data, { recursive: true });
  return launch(
    process.execPath,
    [join(root, "dist", "sidecar-manager.mjs"), "sidecar-manager"],
    {
      SIDECAR_TOKEN: token,
      SIDECAR_PORT: String(port),
      SIDECAR_RUNNER_ENTRY: join(root, "dist", "sidecar-runner.mjs"),
      SIDECAR_DATA_DIR: data,
      LLAMACPP_MODELS_DIR: models.folder,
      ...env,
    },
    port,
  );
}

/** The yardstick: LLAMA_SERVER_BIN with one model, or as a router over the folder; null where it is not set. */
export async function launchLlamaServer(
  models: BenchModels,
  mode: "model" | "router",
  slots = 4,
): Promise<Engine | null> {
  const binary = process.env["LLAMA_SERVER_BIN"];
  if (!binary) return null;
  const port = await freePort();
  const args =
    mode === "model"
      ? ["-m", join(models.folder, models.main), "-np", String(slots), "-c", String(slots * 2048)]
      : ["--models-dir", models.folder, "--models-max", "1", "-c", "2048"];
  return launch(
    binary,
    [...args, "-t", "2", "--port", String(port), "--no-webui", "--api-key", token],
    {},
    port,
  );
}

const pauseMs = 500;
const mostUnrestMs = 5_000;

/**
 * Between two turns of engines that are compared: what one still does after its answer (llama-server tidies its slots)
 * is not to burden the other, and the sidecar, which leaves cores to a busy neighbour, has to see that there is none.
 * On a machine that stays busy it goes on after 5 s.
 */
export async function untilCalm(sidecar: Engine): Promise<void> {
  const begun = performance.now();
  await new Promise((resolve) => setTimeout(resolve, pauseMs));
  while (performance.now() - begun < mostUnrestMs) {
    const { cores } = (await callSidecar(sidecar, "/models")) as { cores?: { all: number; usable: number } };
    if (!cores || cores.usable === cores.all) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** A call of the sidecar's own, such as `/models/unload`. */
export async function callSidecar(engine: Engine, path: string, body?: object): Promise<unknown> {
  const response = await fetch(engine.origin + path, {
    method: body ? "POST" : "GET",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}
