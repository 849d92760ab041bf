import { expect, test } from "vitest";
import { LlamaLog } from "@/sidecar/runner/llama-log";

test("the reason of a failed load is given without llama.cpp's preamble, also when it comes late", async () => {
  const log = new LlamaLog();
  log.error("llama_model_load: error loading model: missing tensor 'output_norm.weight'");
  log.error("llama_model_load_from_file_impl: failed to load model");
  expect(await log.takeLoadError()).toBe("missing tensor 'output_norm.weight'");
  const late = log.takeLoadError();
  log.error("llama_model_load: error loading model: error loading model vocabulary: cannot find tokenizer");
  expect(await late).toBe("cannot find tokenizer");
});
