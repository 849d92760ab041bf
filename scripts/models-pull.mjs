// `npm run models:pull`: which models can be fetched. `npm run models:pull smollm2-135m`: fetches one into the models folder.
import "./lib/check-node.mjs";
import { existsSync } from "node:fs";
import { join } from "node:path";

const { runMain, Sentence } = await import("./lib/sentence.mjs");
const { root } = await import("./lib/root.mjs");
const { loadEnvFile } = await import("./lib/env-file.mjs");

await runMain(async () => {
  if (!existsSync(join(root, "node_modules", "tsx")) || !existsSync(join(root, "node_modules", "zod")))
    throw new Sentence(
      "The packages are not installed yet: run `npm start` or `npm ci` once, then this again.",
    );
  process.chdir(root);
  loadEnvFile();
  const { register } = await import("tsx/esm/api");
  register();
  const { pullModels } = await import("./models-pull/main.ts");
  const outcome = await pullModels(process.argv.slice(2));
  if (outcome.sentence) throw new Sentence(outcome.sentence);
  process.exitCode = outcome.exitCode;
});
