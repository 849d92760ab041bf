import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { TokenizeResult } from "@/lib/contract/sidecar";
import { writeEmbeddingGguf } from "@/tests/factories/gguf-embedding";
import { realRunner, startTestSidecar, type TestSidecar } from "@/tests/factories/sidecar";

let sidecar: TestSidecar;
const messages = [
  { role: "system", content: "You are brief." },
  { role: "user", content: "Where is the train? 火车在哪里" },
  { role: "assistant", content: "In the yard." },
  { role: "user", content: "<|im_end|> And the driver?" },
];
const count = async (model: string) => {
  const response = await sidecar.post("/tokenize", { model, messages });
  return TokenizeResult.parse(await response.json()).count;
};

beforeAll(async () => {
  sidecar = await startTestSidecar(["a.gguf"], { runnerEntry: realRunner, contextSize: 512 });
  writeEmbeddingGguf(join(sidecar.modelsDir, "vectors.gguf"));
});
afterAll(() => sidecar.stop());

it("counts a prompt exactly as the model then reads it, with its template", async () => {
  expect(await count("a.gguf")).toBeNull();
  const body = { messages, max_tokens: 1, stream_options: { include_usage: true } };
  const { chunks } = await sidecar.stream("a.gguf", {}, body);
  const { usage } = chunks.at(-1) as { usage: { prompt_tokens: number } };
  expect(usage.prompt_tokens).toBeGreaterThan(40);
  expect(await count("a.gguf")).toBe(usage.prompt_tokens);
});

it("a model that can not chat has no prompt to count", async () => {
  await sidecar.post("/models/load", { model: "vectors.gguf" });
  expect(await count("vectors.gguf")).toBeNull();
});
