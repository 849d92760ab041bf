import { createHash } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isProblemError } from "@/lib/errors";
import { ollamaProvider } from "@/lib/providers/ollama/ollama-provider";
import type { Provider } from "@/lib/providers/provider";
import { ask } from "@/tests/factories/ask";
import { startEngine, type EngineProcess } from "@/tests/factories/engine-process";
import { temporaryFolder } from "@/tests/setup/database";

const binary = process.env.OLLAMA_BIN;
const models = process.env.TEST_MODELS_DIR;
const file = "SmolLM2-135M-Instruct.Q4_1.gguf";
const missing = "OLLAMA_BIN and TEST_MODELS_DIR are not set: no real Ollama to test against";

describe.skipIf(!binary || !models)(`a real Ollama${binary && models ? "" : ` (${missing})`}`, () => {
  let engine: EngineProcess;
  let provider: Provider;
  const signal = () => AbortSignal.timeout(60_000);
  const status = async () => (await provider.list(signal()))[0]?.status;

  beforeAll(async () => {
    const home = temporaryFolder();
    mkdirSync(path.join(home, "models"));
    engine = await startEngine(
      binary ?? "",
      "/api/version",
      () => ["serve"],
      (port) => ({
        HOME: home,
        OLLAMA_HOST: `127.0.0.1:${port}`,
        OLLAMA_MODELS: path.join(home, "models"),
        OLLAMA_NO_CLOUD: "1",
      }),
    );
    const bytes = readFileSync(path.join(models ?? "", file));
    const digest = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
    await fetch(`${engine.url}/api/blobs/${digest}`, { method: "POST", body: bytes });
    const created = await fetch(`${engine.url}/api/create`, {
      method: "POST",
      body: JSON.stringify({ model: "smollm2", files: { [file]: digest } }),
    });
    if (!(await created.text()).includes("success")) throw new Error("the model could not be imported");
    provider = ollamaProvider({ host: engine.url, asked: true });
  });
  afterAll(() => engine?.stop());

  test("lists the model with its size, prepares it, answers, and gives its memory back", async () => {
    expect(await provider.health(signal())).toEqual({ status: "up" });
    expect(await provider.list(signal())).toMatchObject([
      {
        id: "smollm2:latest",
        displayName: "smollm2",
        status: "cold",
        parameterCount: 134_520_000,
        capabilities: { embeddings: false },
      },
    ]);
    await provider.prepare("smollm2:latest", { signal: signal(), ticket: "t", onWait: () => {} });
    expect(await status()).toBe("ready");
    const { text, error, finishReason } = await ask(provider, "smollm2:latest", { maxOutputTokens: 5 });
    expect(error).toBeUndefined();
    expect(text).not.toBe("");
    expect(finishReason).toBe("length");
    await provider.unload?.("smollm2:latest", { signal: signal() });
    await expect.poll(status, { timeout: 20_000 }).toBe("cold");
  });

  test("a model that is not there is told as such, before and inside an answer", async () => {
    const error = await provider
      .prepare("nope", { signal: signal(), ticket: "t", onWait: () => {} })
      .catch((caught: unknown) => caught);
    expect(isProblemError(error) && error.code).toBe("model_unavailable");
    expect((await ask(provider, "nope")).problem?.code).toBe("model_unavailable");
  });
});
