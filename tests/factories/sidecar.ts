import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PoolConfig } from "@/sidecar/pool/pool-config";
import { createPoolShell, type PoolShell } from "@/sidecar/pool/shell";
import { createSidecarServer } from "@/sidecar/server/create-server";
import { createMetrics } from "@/sidecar/server/metrics";
import { SidecarEvent, type SidecarModels } from "@/lib/contract/sidecar";
import type { FakeOptions } from "@/sidecar/runner/fake-engine";
import { writeChatGguf } from "@/tests/factories/gguf";

export const projectRoot = new URL("../..", import.meta.url).pathname;
export const fakeRunner = join(projectRoot, "sidecar/runner/fake.ts");
export const realRunner = join(projectRoot, "sidecar/runner/main.ts");

/** Options of every fake runner that is started from now on. */
export function setFakeRunner(options: Partial<FakeOptions>): void {
  process.env["FAKE_RUNNER"] = JSON.stringify(options);
}

/** A folder of its own with small chat models of these names; `remove` takes it away. */
export async function modelsFolder(names: string[]): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), "switchyard-models-"));
  for (const [index, name] of names.entries()) writeChatGguf(join(path, name), { seed: index + 1 });
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

export interface TestSidecar extends SidecarClient {
  pool: PoolShell;
  modelsDir: string;
  /** Throws when an answer was cut for another model's sake: that must never happen. */
  stop(): Promise<void>;
}

/** The sidecar's server and pool in this process, with real runner processes, over a folder of small models. */
export async function startTestSidecar(
  models: string[],
  config: Partial<PoolConfig> = {},
): Promise<TestSidecar> {
  const folder = await modelsFolder(models);
  const metrics = createMetrics();
  const pool = createPoolShell({
    modelsDir: folder.path,
    demoDir: null,
    dataDir: join(folder.path, "data"),
    budgetBytes: 8 * 2 ** 30,
    runnerEntry: fakeRunner,
    contextSize: 4096,
    sequences: 4,
    log: () => {},
    observe: metrics.observe,
    ...config,
  });
  const token = "a-token-for-tests-only";
  const server = createSidecarServer({ pool, metrics, token, log: () => {} });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const client = new SidecarClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, token);
  return Object.assign(client, {
    pool,
    modelsDir: folder.path,
    async stop() {
      const dropped = await client.metric("streams_dropped_by_swap_total");
      await pool.close(0);
      server.close();
      server.closeAllConnections();
      await folder.remove();
      if (dropped !== 0) throw new Error(`${dropped} answers were dropped by a swap`);
    },
  });
}

export interface StreamedAnswer {
  text: string;
  /** It ended with [DONE]. */
  complete: boolean;
  error: { code: string } | null;
  finishReason: string | null;
  comments: string[];
  /** The data lines, parsed. */
  chunks: Record<string, unknown>[];
}

/** A plain HTTP client of a sidecar. */
export class SidecarClient {
  constructor(
    readonly url: string,
    readonly token: string,
  ) {}

  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { authorization: `Bearer ${this.token}`, ...(init.headers as Record<string, string>) };
    return fetch(`${this.url}${path}`, { ...init, headers });
  }

  post(path: string, body: unknown, init: RequestInit = {}): Promise<Response> {
    return this.fetch(path, { method: "POST", body: JSON.stringify(body), ...init });
  }

  /** Begins a streamed answer; `onText` hears each piece. */
  async stream(
    model: string,
    { onText = () => {}, ...init }: RequestInit & { onText?: (text: string) => void } = {},
    body: object = {},
  ): Promise<StreamedAnswer> {
    const messages = [{ role: "user", content: "Say something." }];
    const response = await this.post(
      "/v1/chat/completions",
      { model, messages, stream: true, ...body },
      init,
    );
    if (!response.ok || !response.body) throw new Error(`${response.status}: ${await response.text()}`);
    const answer: StreamedAnswer = {
      text: "",
      complete: false,
      error: null,
      finishReason: null,
      comments: [],
      chunks: [],
    };
    for await (const line of lines(response.body)) {
      if (line.startsWith(": ")) answer.comments.push(line.slice(2));
      if (!line.startsWith("data: ")) continue;
      if (line === "data: [DONE]") {
        answer.complete = true;
        continue;
      }
      const chunk = JSON.parse(line.slice(6)) as Record<string, unknown> & {
        error?: { code: string };
        choices?: { delta: { content?: string }; finish_reason: string | null }[];
      };
      answer.chunks.push(chunk);
      answer.error = chunk.error ?? answer.error;
      const choice = chunk.choices?.[0];
      answer.finishReason = choice?.finish_reason ?? answer.finishReason;
      const text = choice?.delta.content ?? "";
      answer.text += text;
      if (text !== "") onText(text);
    }
    return answer;
  }

  async models(): Promise<SidecarModels> {
    return (await (await this.fetch("/models")).json()) as SidecarModels;
  }

  /** Waits for an event of the pool that `isIt` accepts. It may be in the first snapshot. */
  async event(isIt: (event: SidecarEvent) => boolean): Promise<SidecarEvent> {
    const abort = new AbortController();
    const response = await this.fetch("/models/sse", { signal: abort.signal });
    try {
      for await (const line of lines(response.body as ReadableStream<Uint8Array>)) {
        if (!line.startsWith("data: ")) continue;
        const event = SidecarEvent.parse(JSON.parse(line.slice(6)));
        if (isIt(event)) return event;
      }
      throw new Error("the events ended");
    } finally {
      abort.abort();
    }
  }

  /** Resolves when the model has that status. */
  async status(model: string, status: string): Promise<void> {
    await this.event((event) => {
      if (event.type === "snapshot") {
        return event.pool.models.some((one) => one.id === model && one.status === status);
      }
      return event.type === "model_status" && event.model === model && event.status === status;
    });
  }

  /** Value of a series that has no labels. */
  async metric(name: string): Promise<number> {
    const text = await (await this.fetch("/metrics")).text();
    return Number(new RegExp(`^${name} (.+)$`, "m").exec(text)?.[1]);
  }
}

async function* lines(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let rest = "";
  for await (const part of body.pipeThrough(
    new TextDecoderStream() as unknown as ReadableWritablePair<string, Uint8Array>,
  )) {
    const all = (rest + part).split("\n");
    rest = all.pop() ?? "";
    yield* all;
  }
}

/** Processes below this one (all generations) whose command line contains the words: pid → command line. */
export function processesBelow(pid: number, words: string): Map<number, string> {
  const parents = new Map<number, number>();
  for (const entry of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    const parent = /^PPid:\s+(\d+)$/m.exec(textOf(`/proc/${entry}/status`))?.[1];
    if (parent !== undefined) parents.set(Number(entry), Number(parent));
  }
  const isBelow = (candidate: number): boolean => {
    const parent = parents.get(candidate);
    return parent !== undefined && (parent === pid || isBelow(parent));
  };
  const found = [...parents.keys()]
    .filter(isBelow)
    .map((id): [number, string] => [id, textOf(`/proc/${id}/cmdline`).replaceAll("\0", " ")]);
  return new Map(found.filter(([, command]) => command.includes(words)));
}

/** False once a process has gone or is only waiting to be reaped. */
export function isAlive(pid: number): boolean {
  return /^State:\s+[^ZX]/m.test(textOf(`/proc/${pid}/status`));
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
