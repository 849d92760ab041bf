// Holds llama.cpp against torch and the Python tokenizer: `node models/train/verify.mjs spark` after checks.py and export.py.
import { readFileSync } from "node:fs";
import path from "node:path";
import { getLlama } from "node-llama-cpp";

const name = process.argv[2] ?? "spark";
const folder = path.join(process.env.BUILD_DIR ?? path.join(import.meta.dirname, "build"), name);
const checks = JSON.parse(readFileSync(path.join(folder, "checks.json"), "utf8"));
const tolerance = 0.02;

const llama = await getLlama({ gpu: false, build: "never", logLevel: "error" });
const model = await llama.loadModel({ modelPath: path.join(folder, `${name}.f16.gguf`) });
const wrong = checks.tokens.filter(
  ({ text, ids }) => JSON.stringify(model.tokenize(text, false)) !== JSON.stringify(ids),
);
for (const { text, ids } of wrong.slice(0, 5))
  console.error(
    "tokens differ:",
    JSON.stringify(text.slice(0, 60)),
    ids.slice(0, 12),
    model.tokenize(text, false).slice(0, 12),
  );

const context = await model.createContext({ contextSize: 1024, sequences: 1 });
const sequence = context.getSequence();
let worst = 0;
for (const { ids, top } of checks.logits) {
  await sequence.clearHistory();
  const input = ids.map((id, index) =>
    index === ids.length - 1
      ? [
          id,
          { generateNext: { probabilities: true, options: { temperature: 1, topK: 0, topP: 1, minP: 0 } } },
        ]
      : id,
  );
  const answers = await sequence.controlledEvaluate(input);
  const { probabilities } = answers.at(-1).next;
  for (const [id, logProbability] of top) {
    const found = probabilities.get(id);
    if (found === undefined || logProbability < -6) continue;
    worst = Math.max(worst, Math.abs(Math.log(found) - logProbability));
  }
}
console.log(
  `${name}: ${checks.tokens.length - wrong.length} of ${checks.tokens.length} texts tokenised alike; log-probabilities differ by at most ${worst.toFixed(4)}`,
);
if (wrong.length || worst > tolerance) process.exitCode = 1;
await llama.dispose();
