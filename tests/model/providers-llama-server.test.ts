import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openaiProvider } from "@/lib/providers/openai/openai-provider";
import type { Provider } from "@/lib/providers/provider";
import { ask } from "@/tests/factories/ask";
import { startEngine, type EngineProcess } from "@/tests/factories/engine-process";

const binary = process.env.LLAMA_SERVER_BIN;
const models = process.env.TEST_MODELS_DIR;
const missing = "LLAMA_SERVER_BIN and TEST_MODELS_DIR are not set: no real llama-server to test against";

describe.skipIf(!binary || !models)(`a real llama-server${binary && models ? "" : ` (${missing})`}`, () => {
  let engine: EngineProcess;
  let provider: Provider;

  beforeAll(async () => {
    const model = path.join(models ?? "", "SmolLM2-135M-Instruct.Q4_1.gguf");
    engine = await startEngine(binary ?? "", "/health", (port) => [
      "-m",
      model,
      "-t",
      "2",
      "-c",
      "512",
      "--port",
      String(port),
      "--no-webui",
    ]);
    provider = openaiProvider({ id: "lab", label: "Lab", baseUrl: `${engine.url}/v1`, apiKey: undefined });
  });
  afterAll(() => engine?.stop());

  test("lists its model with its window, answers, and tells its timings", async () => {
    const [model, ...more] = await provider.list(AbortSignal.timeout(10_000));
    expect(more).toEqual([]);
    expect(model).toMatchObject({ status: "remote", contextLength: 512, parameterCount: 134_515_008 });
    const { text, error, finishReason, metadata } = await ask(provider, model?.id ?? "", {
      maxOutputTokens: 5,
    });
    expect({ error, finishReason }).toEqual({ error: undefined, finishReason: "length" });
    expect(text).not.toBe("");
    expect(metadata).toMatchObject({ lab: { timings: { predicted_n: 5 } } });
  });

  test("a prompt that is too long is told as such, and is no failure of the engine", async () => {
    const long = openaiProvider({ id: "lab", label: "Lab", baseUrl: `${engine.url}/v1`, apiKey: undefined });
    const { problem } = await ask(long, "any", { prompt: "word ".repeat(2000) });
    expect(problem?.code).toBe("incompatible_conversation");
  });

  test("an answer that breaks off because the engine died is an error, never a clean end", async () => {
    const asked = ask(provider, "any", { maxOutputTokens: 400, onText: () => void engine.stop() });
    const { problem, finishReason } = await asked;
    expect(problem?.code).toBe("provider_failed");
    expect(finishReason).toBe("error");
  });
});
