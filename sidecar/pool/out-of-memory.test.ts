import { expect, it } from "vitest";
import { kernelOomKills, killedForMemorySince, saysOutOfMemory } from "./out-of-memory";

it.each([
  ["llama_model_load: unable to allocate CPU buffer", true],
  ["ggml_backend_cpu_buffer_type_alloc_buffer: failed to allocate buffer of size 17179869184", true],
  ["mmap failed: Cannot allocate memory", true],
  ["std::bad_alloc", true],
  ["cudaMalloc failed: out of memory", true],
  ["A context size of 131072 is too large for the available VRAM", true],
  ["tensor 'blk.0.attn_k.weight' data is not within the file bounds", false],
  ["unknown model architecture: 'brain'", false],
])("%s: %s", (sentence, is) => {
  expect(saysOutOfMemory(sentence)).toBe(is);
});

it("a process that ended by itself was killed for memory only if the kernel killed one meanwhile", () => {
  const now = kernelOomKills();
  expect(killedForMemorySince(now)).toBe(false);
  expect(killedForMemorySince(now === null ? null : now - 1)).toBe(now !== null);
  expect(killedForMemorySince(null)).toBe(false);
});
