import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { getLlama } from "node-llama-cpp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { readGgufHeader } from "@/sidecar/gguf/header";
import type { RunnerMessage } from "@/sidecar/runner/protocol";
import { RunnerProcess, type Answer } from "@/tests/model/runner-process";

/** The models that ship with the repository, through the real runner, as the site asks them. */
const folder = "models/demo";
const read = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));
const Profile = z.strictObject({
  file: z.string().regex(/^[a-z0-9-]+\.gguf$/),
  internalName: z.string().regex(/^[a-z0-9-]+$/),
  displayName: z.string().min(1),
  tier: z.enum(["standard", "pro", "code"]),
  description: z.string().min(1),
  systemPrompt: z.string().min(1),
  temperature: z.number().min(0).max(2),
  maxTokens: z.int().positive(),
  starters: z.array(z.string().min(1)).length(4),
});
const profiles = z.array(Profile).parse(read(join(folder, "profiles.json")));
const Known = z.record(
  z.string(),
  z.object({
    intents: z.record(z.string(), z.array(z.string())),
    starters: z.record(z.string(), z.string()),
  }),
);
const known = Known.parse(read("models/train/eval/answers.json"));
const tokens = z
  .record(z.string(), z.array(z.object({ text: z.string(), ids: z.array(z.int()) })))
  .parse(read("models/train/eval/tokens.json"));
const files = [...new Set(profiles.map(({ file }) => file))];
const knownOf = (file: string) => known[file.replace(/\.gguf$/, "")] ?? { intents: {}, starters: {} };
const intentOf = (file: string, text: string): string | undefined =>
  Object.entries(knownOf(file).intents).find(([, texts]) => texts.includes(text.trim()))?.[0];

describe("the files", () => {
  test.each(files)("%s has at most 5 MB", (file) => {
    expect(statSync(join(folder, file)).size).toBeLessThanOrEqual(5_000_000);
  });

  test("together they have at most 15 MB", () => {
    const sizes = files.map((file) => statSync(join(folder, file)).size);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(15_000_000);
  });

  test.each([
    ["spark.gguf", "Spark"],
    ["spark-code.gguf", "Spark Code"],
  ])("%s says that it is %s, under Apache-2.0, ended by its own token", (file, name) => {
    const { values } = readGgufHeader(join(folder, file));
    expect(values.get("general.name")).toBe(name);
    expect(values.get("general.license")).toBe("Apache-2.0");
    expect(values.get("tokenizer.ggml.add_bos_token")).toBe(false);
  });

  test("every tier has one profile, and its starters are those of the training texts", () => {
    expect(profiles.map(({ tier }) => tier).toSorted()).toEqual(["code", "pro", "standard"]);
    for (const { file, starters } of profiles) expect(Object.keys(knownOf(file).starters)).toEqual(starters);
  });

  test("llama.cpp cuts texts into the tokens that the models were trained with", async () => {
    const llama = await getLlama({ gpu: false, build: "never", maxThreads: 1 });
    for (const file of files) {
      const model = await llama.loadModel({ modelPath: join(folder, file), gpuLayers: 0 });
      const texts = tokens[file.replace(/\.gguf$/, "")] ?? [];
      expect(texts.length).toBeGreaterThan(20);
      for (const { text, ids } of texts) expect([text, model.tokenize(text, false)]).toEqual([text, ids]);
      await model.dispose();
    }
    await llama.dispose();
  });
});

describe.each(profiles)("$displayName in $tier", ({ file, systemPrompt, maxTokens, starters }) => {
  let runner: RunnerProcess;
  beforeAll(async () => {
    runner = new RunnerProcess();
    await runner.load(join(folder, file), { contextSize: 4096, sequences: 2 });
  });
  afterAll(() => runner.stop());

  const ask = (turns: RunnerMessage[], seed?: number): Promise<Answer> =>
    runner.ask({
      messages: [{ role: "system", content: systemPrompt }, ...turns],
      maxTokens,
      sampling: seed === undefined ? { temperature: 0 } : { temperature: 0.7, seed },
    });
  const askOnce = (content: string, seed?: number) => ask([{ role: "user", content }], seed);

  test.each(starters)("answers “%s” with what it was taught, to the end", async (starter) => {
    const { text, reason } = await askOnce(starter);
    expect(reason).toBe("stop");
    expect(intentOf(file, text)).toBe(knownOf(file).starters[starter]);
  });

  test.each(["", " ", "?", "🙂", "🚀🔥", "Wie wechsle ich das Modell?", "漢字", "asdfgh jkl"])(
    "comes to an end after “%s”",
    async (text) => {
      const answer = await askOnce(text);
      expect(answer.reason).toBe("stop");
      expect(answer.text.trim()).not.toBe("");
    },
  );

  test("comes to an end at a higher temperature too", async () => {
    for (const [seed, starter] of starters.entries())
      expect((await askOnce(starter, seed)).reason).toBe("stop");
  });

  test("six turns: each ends, and a starter asked last is still answered", async () => {
    const turns: RunnerMessage[] = [];
    const questions = ["hello", ...starters, starters[0] ?? ""];
    for (const content of questions) {
      turns.push({ role: "user", content });
      const { text, reason } = await ask(turns);
      expect({ content, reason }).toEqual({ content, reason: "stop" });
      turns.push({ role: "assistant", content: text });
    }
    expect(questions).toHaveLength(6);
    const last = turns.at(-1)?.content ?? "";
    expect(intentOf(file, last)).toBe(knownOf(file).starters[starters[0] ?? ""]);
  });

  test.each(starters)("answers “%s” alike after turns of the other demo model", async (starter) => {
    const other = files.find((one) => one !== file) ?? "";
    const turns = Object.entries(knownOf(other).starters).flatMap(([content, intent]): RunnerMessage[] => [
      { role: "user", content },
      { role: "assistant", content: knownOf(other).intents[intent]?.[0] ?? "" },
    ]);
    for (const before of [turns.slice(0, 2), turns.slice(0, 4), turns]) {
      const { text } = await ask([...before, { role: "user", content: starter }]);
      expect([before.length, intentOf(file, text)]).toEqual([before.length, knownOf(file).starters[starter]]);
    }
  });

  test("2,000 words are answered to the end", async () => {
    const sentence = "the old house at the river was sold in the summer and the garden is new ".split(" ");
    const text = Array.from({ length: 2000 }, (_, at) => sentence[at % (sentence.length - 1)]).join(" ");
    const { reason, usage } = await askOnce(text);
    expect(usage.promptTokens).toBeGreaterThan(2000);
    expect(reason).toBe("stop");
  });

  test("what does not fit the window is refused, not cut or looped", async () => {
    await expect(askOnce("unabridged ".repeat(3000))).rejects.toMatchObject({
      error: { code: "context_length_exceeded" },
    });
  });
});
