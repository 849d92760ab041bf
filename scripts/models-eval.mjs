// How well Spark understands wordings that it has not seen: `npm run models:eval [-- [another-set.json] [--verbose]]`.
// Each prompt of models/train/eval/sealed.json ([{prompt, intent}]) is asked in a fresh context, as the site asks it, at temperature 0.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { getLlama, resolveChatWrapper } from "node-llama-cpp";

const root = join(import.meta.dirname, "..");
const read = (path) => JSON.parse(readFileSync(join(root, path), "utf8"));
const verbose = process.argv.includes("--verbose");

const set = process.argv.slice(2).find((argument) => !argument.startsWith("--"));
const prompts = set ? JSON.parse(readFileSync(set, "utf8")) : read("models/train/eval/sealed.json");
const { intents } = read("models/train/eval/answers.json").spark;
const { file, systemPrompt, maxTokens } = read("models/demo/profiles.json").find(
  ({ file }) => file === "spark.gguf",
);
const strange = prompts.filter(({ intent }) => !(intent in intents));
if (strange.length > 0)
  throw new Error(`no answers are known for ${[...new Set(strange.map(({ intent }) => intent))].join(", ")}`);

const intentOf = new Map(
  Object.entries(intents).flatMap(([intent, texts]) => texts.map((text) => [text, intent])),
);
const llama = await getLlama({ gpu: false, build: "never", logLevel: "error", maxThreads: 1 });
const model = await llama.loadModel({ modelPath: join(root, "models/demo", file), gpuLayers: 0 });
const wrapper = resolveChatWrapper(model, {
  type: "jinjaTemplate",
  fallbackToOtherWrappersOnJinjaError: false,
});
const context = await model.createContext({ contextSize: 1024 });
const sequence = context.getSequence();

const counts = { right: 0, "honest fallback": 0, wrong: 0 };
const wrong = [];
for (const { prompt, intent } of prompts) {
  const text = await answer(prompt);
  const given = intentOf.get(text) ?? null;
  const outcome = given === intent ? "right" : given === "FALLBACK" ? "honest fallback" : "wrong";
  counts[outcome]++;
  if (outcome === "wrong")
    wrong.push(
      `  ${JSON.stringify(prompt)}: ${intent} expected, ${given ?? "no known answer"} given: ${JSON.stringify(text)}`,
    );
}
await llama.dispose();

const share = (count) => `${count} of ${prompts.length} (${Math.round((100 * count) / prompts.length)} %)`;
for (const [outcome, count] of Object.entries(counts)) console.log(`${outcome}: ${share(count)}`);
if (verbose && wrong.length > 0) console.log(["wrong:", ...wrong].join("\n"));

async function answer(prompt) {
  await sequence.clearHistory();
  const { contextText } = wrapper.generateContextState({
    chatHistory: [
      { type: "system", text: systemPrompt },
      { type: "user", text: prompt },
      { type: "model", response: [""] },
    ],
  });
  const tokens = [];
  for await (const token of sequence.evaluate(contextText.tokenize(model.tokenizer), { temperature: 0 })) {
    tokens.push(token);
    if (tokens.length === maxTokens) break;
  }
  return model.detokenize(tokens).trim();
}
