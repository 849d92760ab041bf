import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, describe, expect, it, vi } from "vitest";
import { sidecarEndpoint } from "@/lib/contract/sidecar-endpoint";
import { sidecarConfig } from "@/sidecar/supervisor/config";
import { entryOptions } from "@/sidecar/supervisor/entry-options";
import { startSidecar, type Sidecar } from "@/sidecar/supervisor/supervisor";
import {
  fakeRunner,
  isAlive,
  modelsFolder,
  processesBelow,
  projectRoot,
  setFakeRunner,
  SidecarClient,
  startTestSidecar,
} from "@/tests/factories/sidecar";

const slow = {
  text: "one two three four five six seven eight nine ten",
  repeat: 100,
  tokensPerSecond: 20,
  loadMs: 20,
};

let cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const undo of cleanUp.toReversed()) await undo();
  cleanUp = [];
});

/** The only process below us with these words in its command line. */
function onlyProcess(words: string, below = process.pid): number {
  const pids = [...processesBelow(below, words).keys()];
  if (pids.length !== 1 || pids[0] === undefined) throw new Error(`${pids.length} processes with ${words}`);
  return pids[0];
}

function firstText(client: SidecarClient, model: string) {
  let begun = (): void => {};
  const beginning = new Promise<void>((resolve) => (begun = resolve));
  const end = client.stream(model, { onText: () => begun() });
  // Whoever waits for the end hears of a failure there.
  end.catch(() => {});
  return { beginning: Promise.race([beginning, end]), end };
}

describe("kill -9 of a runner", () => {
  it("ends its answers as runner_gone with the text so far; other models and the next request are served", async () => {
    setFakeRunner(slow);
    const sidecar = await startTestSidecar(["a.gguf", "b.gguf"]);
    cleanUp.push(() => sidecar.stop());
    const dies = firstText(sidecar, "a.gguf");
    const lives = firstText(sidecar, "b.gguf");
    await Promise.all([dies.beginning, lives.beginning]);
    process.kill(onlyProcess("sidecar-runner a.gguf"), "SIGKILL");
    const cut = await dies.end;
    expect(cut).toMatchObject({ complete: false, finishReason: null, error: { code: "runner_gone" } });
    expect(cut.text).toMatch(/^one/);
    expect(await sidecar.stream("a.gguf", {}, { max_tokens: 2 })).toMatchObject({
      text: "one two",
      complete: true,
    });
    await sidecar.post("/models/unload", { model: "b.gguf", force: true });
    expect(await lives.end).toMatchObject({ error: { code: "unload_forced" } });
  });

  it("during a load is a failed load, and holds no memory", async () => {
    setFakeRunner({ loadMs: 60_000 });
    const sidecar = await startTestSidecar(["a.gguf"]);
    cleanUp.push(() => sidecar.stop());
    const load = sidecar.post("/models/load", { model: "a.gguf" });
    await vi.waitUntil(() => processesBelow(process.pid, "sidecar-runner a.gguf").size === 1, {
      timeout: 20_000,
    });
    process.kill(onlyProcess("sidecar-runner a.gguf"), "SIGKILL");
    expect((await load).status).toBe(503);
    expect(await sidecar.models()).toMatchObject({ reservedBytes: 0, models: [{ status: "failed" }] });
  });

  it("of the spare is made good, and a load meanwhile does not need it", async () => {
    setFakeRunner({ text: "one", loadMs: 10 });
    const sidecar = await startTestSidecar(["a.gguf"]);
    cleanUp.push(() => sidecar.stop());
    await vi.waitUntil(() => processesBelow(process.pid, "sidecar-spare").size === 1, { timeout: 20_000 });
    process.kill(onlyProcess("sidecar-spare"), "SIGKILL");
    expect((await sidecar.stream("a.gguf")).text).toBe("one");
    await vi.waitUntil(() => processesBelow(process.pid, "sidecar-spare").size === 1, { timeout: 20_000 });
  });
});

describe("the supervisor", () => {
  let sidecar: Sidecar;

  async function supervised(models: string[]): Promise<void> {
    const folder = await modelsFolder(models);
    sidecar = startSidecar(
      sidecarConfig({
        managerEntry: join(projectRoot, "sidecar/server/main.ts"),
        runnerEntry: fakeRunner,
        modelsDir: folder.path,
        dataDir: join(folder.path, "data"),
        demoDir: null,
        log: () => {},
      }),
    );
    cleanUp.push(folder.remove, () => sidecar.stop({ deadlineMs: 0 }));
  }

  /** A client of the manager that is up now or next; not of the one with the token that is given. */
  async function client(notToken = ""): Promise<SidecarClient> {
    return await new Promise((resolve) => {
      const look = (): void => {
        const endpoint = sidecar.endpoint();
        if (!endpoint || endpoint.token === notToken) return;
        stop();
        resolve(new SidecarClient(endpoint.url, endpoint.token));
      };
      const stop = sidecar.onChange(look);
      look();
    });
  }

  it("starts a killed manager anew, with another token, and what was loaded is loaded again", async () => {
    setFakeRunner(slow);
    await supervised(["a.gguf", "b.gguf"]);
    const first = await client();
    await first.post("/models/load", { model: "b.gguf" });
    const running = firstText(first, "a.gguf");
    await running.beginning;
    const runners = [...processesBelow(process.pid, "sidecar-runner").keys()];
    expect(runners).toHaveLength(2);
    process.kill(onlyProcess("sidecar-manager"), "SIGKILL");
    await expect(running.end).rejects.toThrow(/terminated|closed/);

    const second = await client(first.token);
    expect(second.token).not.toBe(first.token);
    expect(await second.stream("a.gguf", {}, { max_tokens: 1 })).toMatchObject({
      text: "one",
      complete: true,
    });
    await second.status("b.gguf", "ready");
    await vi.waitUntil(() => !runners.some(isAlive), { timeout: 20_000 });
    const refused = await fetch(`${second.url}/health`, {
      headers: { authorization: `Bearer ${first.token}` },
    });
    expect(refused.status).toBe(401);
  });

  it("lets running answers finish when it stops, and leaves no process behind", async () => {
    setFakeRunner({ ...slow, repeat: 2 });
    await supervised(["a.gguf"]);
    const one = await client();
    const running = firstText(one, "a.gguf");
    await running.beginning;
    const children = [...processesBelow(process.pid, "sidecar-").keys()];
    const stopped = sidecar.stop({ deadlineMs: 20_000 });
    expect(sidecarEndpoint().state).not.toBe("down");
    expect(await running.end).toMatchObject({ complete: true });
    await stopped;
    expect(sidecarEndpoint()).toMatchObject({ state: "closed", url: null, token: null });
    await vi.waitUntil(() => !children.some(isAlive), { timeout: 20_000 });
  });

  it("ends answers that are longer than the deadline", async () => {
    setFakeRunner(slow);
    await supervised(["a.gguf"]);
    const one = await client();
    const running = firstText(one, "a.gguf");
    await running.beginning;
    await sidecar.stop({ deadlineMs: 100 });
    expect(await running.end).toMatchObject({ complete: false, error: { code: "shutting_down" } });
  });
});

describe("kill -9 of the parent", () => {
  it("takes manager, runners and spare with it", async () => {
    setFakeRunner(slow);
    const folder = await modelsFolder(["a.gguf"]);
    cleanUp.push(folder.remove);
    const entry = join(projectRoot, "tests/factories/sidecar-parent.ts");
    const parent = fork(entry, [folder.path], {
      ...entryOptions(entry),
      stdio: ["ignore", "pipe", "inherit", "ipc"],
    });
    const client = await endpointOf(parent);
    const running = firstText(client, "a.gguf");
    await running.beginning;
    const pid = parent.pid ?? 0;
    const children = [...processesBelow(pid, "sidecar-").keys()];
    expect([...processesBelow(pid, "sidecar-").values()].join("\n")).toMatch(
      /sidecar-manager[^]*sidecar-runner a\.gguf/,
    );
    parent.kill("SIGKILL");
    await once(parent, "exit");
    await vi.waitUntil(() => !children.some(isAlive), { timeout: 20_000 });
    await expect(running.end).rejects.toThrow(/terminated|closed/);
  });
});

async function endpointOf(parent: ChildProcess): Promise<SidecarClient> {
  if (!parent.stdout) throw new Error("no output");
  for await (const line of createInterface({ input: parent.stdout })) {
    const { url, token } = JSON.parse(line) as { url: string | null; token: string };
    if (url !== null) return new SidecarClient(url, token);
  }
  throw new Error("the parent ended");
}
