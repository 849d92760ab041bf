import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GgmlType, getLlama, type Llama, readGgufFileInfo, type EvaluationPriority } from "node-llama-cpp";
import * as library from "node-llama-cpp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { knownArchitectures } from "@/sidecar/gguf/architectures";
import { readGgufHeader } from "@/sidecar/gguf/header";
import { tensorTypes } from "@/sidecar/gguf/tensor-types";
import { fastLoad } from "@/sidecar/runner/fast-load";
import { isKnownLibrary } from "@/sidecar/runner/known-library";
import { bootTested, loadedAddon } from "@/sidecar/runner/tested-library";
import { writeChatGguf } from "@/tests/factories/gguf";
import { writeEmbeddingGguf } from "@/tests/factories/gguf-embedding";
import { compareLoads, withLengthsOnly } from "@/tests/model/runner-compare";

/** What the runner takes for granted of the installed library, each on its own: an update fails here first. */
let folder: string;
let llama: Llama;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "runner-library-"));
  writeChatGguf(join(folder, "chat.gguf"), { layers: 2 });
  writeEmbeddingGguf(join(folder, "embedding.gguf"));
  llama = await getLlama({ gpu: false, build: "never", maxThreads: 1 });
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Bindings {
  _bindings: {
    getBlockSizeForGgmlType(type: number): number;
    getTypeSizeForGgmlType(type: number): number;
    getIsArchSupported(name: string): boolean;
  };
}
const bindings = (): Bindings["_bindings"] => (llama as unknown as Bindings)._bindings;

describe("the installed library", () => {
  test("is the version whose inside the fast load knows", async () => {
    expect(await isKnownLibrary()).toBe(true);
  });

  test.runIf(process.platform === "linux")("boots from a tested addon as it does by itself", async () => {
    const addon = loadedAddon();
    const fast = await bootTested(addon ?? "none", {
      maxThreads: 1,
      logLevel: library.LlamaLogLevel.error,
      logger: () => {},
    });
    const facts = (one: Llama | undefined) => [
      one?.gpu,
      one?.buildType,
      one?.cmakeOptions,
      one?.llamaCppRelease,
      one?.systemInfo,
      one?.supportsMmap,
      one?.maxThreads,
      one?.cpuMathCores,
    ];
    expect(facts(fast)).toEqual(facts(llama));
    const texts = await Promise.all(
      [fast, llama].map(async (one) => {
        const model = await one?.loadModel({ modelPath: join(folder, "chat.gguf") });
        return model?.tokenize("One and the same text.");
      }),
    );
    expect(texts[0]?.length).toBeGreaterThan(3);
    expect(texts[0]).toEqual(texts[1]);
  });

  test("an addon that is not there is no reason to fail: the public way is used", async () => {
    const options = { maxThreads: 1, logLevel: library.LlamaLogLevel.error, logger: () => {} };
    expect(await bootTested("/nowhere/llama-addon.node", options)).toBeUndefined();
  });

  test("stores tensors in the sizes that our table has, and knows no type that it lacks", () => {
    const theirs = Object.values(GgmlType)
      .filter((type) => typeof type === "number")
      .map((type) => [
        type,
        bindings().getBlockSizeForGgmlType(type),
        bindings().getTypeSizeForGgmlType(type),
      ])
      .filter(([, elements]) => elements !== 0);
    expect([...tensorTypes].map(([type, { elements, bytes }]) => [type, elements, bytes])).toEqual(theirs);
  });

  test("supports exactly the architectures of our list", () => {
    // A const enum in its types, an object at run time.
    const all = (library as unknown as { GgufArchitectureType: Record<string, string> }).GgufArchitectureType;
    const theirs = Object.values(all).filter((name) => bindings().getIsArchSupported(name));
    expect([...knownArchitectures].toSorted()).toEqual(theirs.toSorted());
    expect(bindings().getIsArchSupported("brain")).toBe(false);
  });

  test.each(["chat.gguf", "embedding.gguf"])("reads the header of %s as we do", async (name) => {
    const path = join(folder, name);
    const theirs = await readGgufFileInfo(path);
    const ours = readGgufHeader(path);
    expect(withLengthsOnly(ours.metadata)).toEqual(withLengthsOnly(theirs.metadata));
    expect(ours.tensorInfo).toMatchObject(theirs.tensorInfo ?? []);
    const { version, tensorCount, metadataSize, infoEndOffset, tensorInfoSize } = theirs;
    expect(ours).toMatchObject({ version, tensorCount, metadataSize, infoEndOffset, tensorInfoSize });
  });

  test("a fast load equals a public one: tokens, template, 24 greedy tokens", async () => {
    const { fast, open } = await compareLoads(llama, join(folder, "chat.gguf"));
    expect(fast).toEqual(open);
    expect(fast.answer).toHaveLength(24);
  });

  test("a fast load of a file that is not there throws", async () => {
    const loaded = await fastLoad(llama, join(folder, "embedding.gguf"), () => {});
    expect(loaded?.header.architecture).toBe("bert");
    await loaded?.model.dispose();
    await expect(fastLoad(llama, join(folder, "absent.gguf"), () => {})).rejects.toThrow("ENOENT");
  });

  test("passes any number on as evaluation priority: that is how a batch knows its sequences", async () => {
    const model = await llama.loadModel({ modelPath: join(folder, "chat.gguf"), gpuLayers: 0 });
    const seen: number[] = [];
    const context = await model.createContext({
      contextSize: 64,
      batching: {
        itemPrioritizationStrategy: ({ items }) => {
          seen.push(...items.map(({ evaluationPriority }) => evaluationPriority));
          return items.map((item) => ({ item, processAmount: item.tokens.length }));
        },
      },
    });
    const sequence = context.getSequence();
    for (const priority of [0, 17])
      await sequence.evaluateWithoutGeneratingNewTokens(model.tokenize("a"), {
        evaluationPriority: priority as EvaluationPriority,
      });
    expect(seen).toEqual([0, 17]);
    await model.dispose();
  });

  test("hands out the sequences of a fresh context in ascending order", async () => {
    const model = await llama.loadModel({ modelPath: join(folder, "chat.gguf"), gpuLayers: 0 });
    const context = await model.createContext({ contextSize: 64, sequences: 3 });
    const ids = Array.from(
      { length: 3 },
      () => (context.getSequence() as unknown as { _sequenceId: number })._sequenceId,
    );
    expect(ids).toEqual([0, 1, 2]);
    await model.dispose();
  });
});
