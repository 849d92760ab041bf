// `npm run soak`: thousands of answers with switches, cancels, reloads and kills on the real engine. `npm run soak -- 500 7`: answers, seed.
import "./lib/check-node.mjs";

const { runMain } = await import("./lib/sentence.mjs");
const { prepare } = await import("./lib/prepare.mjs");
const { runVisibly } = await import("./lib/run-visibly.mjs");

await runMain(async () => {
  await prepare({});
  process.exitCode = await runVisibly(["--import", "tsx", "scripts/soak/main.ts", ...process.argv.slice(2)]);
});
