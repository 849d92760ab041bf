// `npm run audit:verify`: is the audit trail as it was written? Exit code 0 yes, 1 no, 2 wrongly called.
import "./lib/check-node.mjs";
import { existsSync } from "node:fs";
import { join } from "node:path";

const { runMain, Sentence } = await import("./lib/sentence.mjs");
const { root } = await import("./lib/root.mjs");
const { loadEnvFile } = await import("./lib/env-file.mjs");

await runMain(async () => {
  if (!existsSync(join(root, "lib", "db", "generated")))
    throw new Sentence("This site was never started: run `npm start` once, then this again.");
  process.chdir(root);
  loadEnvFile();
  const { register } = await import("tsx/esm/api");
  register();
  const { main } = await import("./audit-verify/main.ts");
  const { text, exitCode } = await main(process.argv.slice(2));
  (exitCode === 0 ? process.stdout : process.stderr).write(`${text}\n`);
  process.exit(exitCode);
});
