// `npm run verify`: what can be known in under a minute and without a server: format, lint with the import arrows, types, unit tests.
import "./lib/check-node.mjs";

const { runMain } = await import("./lib/sentence.mjs");
const { prepare } = await import("./lib/prepare.mjs");
const { staticChecks } = await import("./lib/static-checks.mjs");
const { runVitest } = await import("./lib/vitest.mjs");
const { conclude } = await import("./lib/conclude.mjs");

await runMain(async () => {
  await prepare({});
  conclude([await staticChecks(), await runVitest(["unit"])]);
});
