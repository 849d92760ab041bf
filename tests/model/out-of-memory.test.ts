import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { SidecarError } from "@/lib/contract/sidecar";
import { writeChatGguf } from "@/tests/factories/gguf";
import { memoryCage } from "@/tests/factories/memory-cage";
import {
  isAlive,
  processesBelow,
  realRunner,
  startTestSidecar,
  type TestSidecar,
} from "@/tests/factories/sidecar";

const mebibyte = 2 ** 20;
const cage = memoryCage();
afterAll(() => cage?.remove());

/** Two models, whose windows take 32 MiB each. */
async function start(sequences: number): Promise<TestSidecar> {
  const sidecar = await startTestSidecar([], { runnerEntry: realRunner, sequences });
  for (const [seed, name] of ["wide.gguf", "other.gguf"].entries())
    writeChatGguf(join(sidecar.modelsDir, name), { seed, embeddingLength: 512, layers: 4 });
  return sidecar;
}

/** The process that will load the next model gets too little memory for it. */
async function cageSpare(sidecar: TestSidecar, bytes: number): Promise<number> {
  await vi.waitUntil(async () => (await sidecar.models()).spareReady, { timeout: 30_000 });
  const [pid = 0] = processesBelow(process.pid, "sidecar-spare").keys();
  cage?.hold(pid, bytes);
  return pid;
}

describe.skipIf(!cage)("a runner that the kernel kills for want of memory while it loads", () => {
  it("is tried once more when the idle models have gone, and works", async () => {
    const sidecar = await start(4);
    try {
      await sidecar.stream("other.gguf", {}, { max_tokens: 2 });
      const caged = await cageSpare(sidecar, 64 * mebibyte);
      expect((await sidecar.stream("wide.gguf", {}, { max_tokens: 8 })).complete).toBe(true);
      expect(isAlive(caged)).toBe(false);
      const { models } = await sidecar.models();
      expect(Object.fromEntries(models.map(({ id, status }) => [id, status]))).toEqual({
        "other.gguf": "cold",
        "wide.gguf": "ready",
      });
    } finally {
      await sidecar.stop();
    }
  });

  it("is a plain failure where a second try would be no different, and what is answering goes on", async () => {
    const sidecar = await start(1);
    try {
      await sidecar.post("/models/load", { model: "other.gguf" });
      const caged = await cageSpare(sidecar, 24 * mebibyte);
      let begun = (): void => {};
      const beginning = new Promise<void>((resolve) => (begun = resolve));
      const answer = sidecar.stream("other.gguf", { onText: () => begun() }, { max_tokens: 800 });
      await beginning;
      const response = await sidecar.post("/models/load", { model: "wide.gguf" });
      expect(response.status).toBe(507);
      expect(SidecarError.parse(await response.json()).error).toMatchObject({ code: "does_not_fit" });
      expect(isAlive(caged)).toBe(false);
      expect(await answer).toMatchObject({ complete: true, error: null, finishReason: "length" });
      // The next request has its tries anew.
      expect((await sidecar.stream("wide.gguf", {}, { max_tokens: 2 })).complete).toBe(true);
    } finally {
      await sidecar.stop();
    }
  });
});
