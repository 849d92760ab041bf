import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, describe, expect, it } from "vitest";
import { SidecarError, SidecarModels, WarmResult } from "@/lib/contract/sidecar";
import { entryOptions } from "@/sidecar/supervisor/entry-options";
import { writeChatGguf } from "@/tests/factories/gguf";
import {
  modelsFolder,
  projectRoot,
  setFakeRunner,
  SidecarClient,
  startTestSidecar,
  type TestSidecar,
} from "@/tests/factories/sidecar";

let cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const undo of cleanUp.toReversed()) await undo();
  cleanUp = [];
});

async function start(
  models: string[],
  config: Parameters<typeof startTestSidecar>[1] = {},
): Promise<TestSidecar> {
  const sidecar = await startTestSidecar(models, config);
  cleanUp.push(() => sidecar.stop());
  return sidecar;
}
const roomForOne = { budgetBytes: 200 * 2 ** 20 };
const quick = { text: "one two", loadMs: 20 };

describe("a warm-up", () => {
  it("answers at once, loads, and is counted as a hit when somebody then asks", async () => {
    setFakeRunner(quick);
    const sidecar = await start(["a.gguf"]);
    const response = await sidecar.post("/models/warm", { model: "a.gguf" });
    expect(response.status).toBe(202);
    expect(WarmResult.parse(await response.json())).toMatchObject({ model: "a.gguf", status: "loading" });
    await sidecar.status("a.gguf", "ready");
    expect((await sidecar.stream("a.gguf")).text).toBe("one two");
    const running = SidecarModels.parse(await (await sidecar.fetch("/running")).json());
    expect(running.residency).toEqual({
      requests: 1,
      found: 1,
      hitRate: 1,
      foreseen: 1,
      foreseenUsed: 1,
      foreseenHitRate: 1,
    });
    expect(await sidecar.metric("residency_hit_ratio")).toBe(1);
    expect(await sidecar.metric("foreseen_loads_used_total")).toBe(1);
  });

  it("is ended by a cancel with its ticket", async () => {
    setFakeRunner({ loadMs: 60_000 });
    const sidecar = await start(["a.gguf"]);
    const { ticket } = WarmResult.parse(
      await (await sidecar.post("/models/warm", { model: "a.gguf" })).json(),
    );
    const cold = sidecar.event((event) => event.type === "model_status" && event.status === "cold");
    expect(await (await sidecar.post("/models/load/cancel", { ticket })).json()).toEqual({ cancelled: true });
    expect(await cold).toMatchObject({ model: "a.gguf" });
    expect(await sidecar.models()).toMatchObject({ reservedBytes: 0 });
  });

  it("gives way to a request for another model", async () => {
    setFakeRunner({ ...quick, loadMs: 300 });
    const sidecar = await start(["a.gguf", "b.gguf"], roomForOne);
    await sidecar.post("/models/warm", { model: "a.gguf" });
    expect((await sidecar.stream("b.gguf")).text).toBe("one two");
    const { models } = await sidecar.models();
    expect(models.map(({ id, status }) => [id, status])).toEqual([
      ["a.gguf", "cold"],
      ["b.gguf", "ready"],
    ]);
  });

  it("does not evict what was just used, and says so", async () => {
    setFakeRunner(quick);
    const sidecar = await start(["a.gguf", "b.gguf"], roomForOne);
    await sidecar.stream("a.gguf");
    const response = await sidecar.post("/models/warm", { model: "b.gguf" });
    expect(response.status).toBe(507);
    expect(SidecarError.parse(await response.json()).error.code).toBe("does_not_fit");
    expect((await sidecar.models()).models[0]).toMatchObject({ id: "a.gguf", status: "ready" });
  });
});

describe("out of memory while loading", () => {
  it("is tried once more with a smaller context in the place of idle models, and works", async () => {
    setFakeRunner({ ...quick, memoryTokens: 4096 });
    const sidecar = await start(["idle.gguf", "a.gguf"]);
    const first = await sidecar.post("/models/load", { model: "idle.gguf" });
    expect(first.status).toBe(200);
    await sidecar.stream("idle.gguf");
    expect((await sidecar.stream("a.gguf")).complete).toBe(true);
    expect((await sidecar.models()).models.map(({ id, status }) => [id, status])).toEqual([
      ["a.gguf", "ready"],
      ["idle.gguf", "cold"],
    ]);
  });

  it("that can not be helped is a plain failure, and what is answering goes on", async () => {
    setFakeRunner({ text: "one two three four", tokensPerSecond: 5, loadMs: 10, memoryTokens: 2048 });
    const sidecar = await start(["a.gguf"]);
    writeChatGguf(join(sidecar.modelsDir, "old.gguf"), { contextLength: 512 });
    let begun = (): void => {};
    const beginning = new Promise<void>((resolve) => (begun = resolve));
    const answer = sidecar.stream("old.gguf", { onText: () => begun() });
    await beginning;
    const response = await sidecar.post("/models/load", { model: "a.gguf" });
    expect(response.status).toBe(507);
    const { error } = SidecarError.parse(await response.json());
    expect(error).toMatchObject({ code: "does_not_fit", neededBytes: expect.any(Number) });
    expect(error.message).toMatch(/^The memory was not enough to load a\.gguf, which needs about \d+ MiB\./);
    expect(await answer).toMatchObject({ complete: true });
    expect(await sidecar.metric("streams_dropped_by_swap_total")).toBe(0);
  });
});

describe("a restart of everything", () => {
  it("begins with what was loaded, and pins are still pins", async () => {
    setFakeRunner(quick);
    const folder = await modelsFolder(["a.gguf", "b.gguf", "c.gguf"]);
    cleanUp.push(folder.remove);
    const first = await startParent(folder.path);
    await first.client.post("/models/load", { model: "a.gguf" });
    await first.client.post("/models/load", { model: "b.gguf" });
    await first.client.post("/models/pin", { model: "b.gguf", pinned: true });
    await first.client.post("/models/pin", { model: "c.gguf", pinned: true });
    first.parent.kill("SIGKILL");
    await once(first.parent, "exit");
    expect(JSON.parse(readFileSync(join(folder.path, "data", "sidecar", "residency.json"), "utf8"))).toEqual({
      ready: ["b.gguf", "a.gguf"],
      pinned: ["b.gguf", "c.gguf"],
    });

    const { client, parent } = await startParent(folder.path);
    await client.status("b.gguf", "ready");
    await client.status("a.gguf", "ready");
    const { models } = await client.models();
    expect(models.map(({ id, status, pinned }) => [id, status, pinned])).toEqual([
      ["a.gguf", "ready", false],
      ["b.gguf", "ready", true],
      ["c.gguf", "cold", true],
    ]);
    expect(models[2]).toMatchObject({ etaMs: expect.any(Number), etaP90Ms: expect.any(Number) });
    parent.kill("SIGKILL");
    await once(parent, "exit");
  });
});

/** A process that runs a sidecar as the site does. */
async function startParent(modelsDir: string): Promise<{ parent: ChildProcess; client: SidecarClient }> {
  const entry = join(projectRoot, "tests/factories/sidecar-parent.ts");
  const parent = fork(entry, [modelsDir], {
    ...entryOptions(entry),
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  if (!parent.stdout) throw new Error("no output");
  for await (const line of createInterface({ input: parent.stdout })) {
    const { url, token } = JSON.parse(line) as { url: string | null; token: string };
    if (url !== null) return { parent, client: new SidecarClient(url, token) };
  }
  throw new Error("the parent ended");
}
