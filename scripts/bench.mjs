// `npm run bench`: all sections, or some: npm run bench -- tokens memory
import "./lib/check-node.mjs";

const { runMain } = await import("./lib/sentence.mjs");
const { prepare } = await import("./lib/prepare.mjs");
const { runVisibly } = await import("./lib/run-visibly.mjs");

await runMain(async () => {
  await prepare({ site: true });
  process.exitCode = await runVisibly(["--import", "tsx", "scripts/bench/main.ts", ...process.argv.slice(2)]);
});
