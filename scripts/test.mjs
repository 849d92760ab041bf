// `npm test`: everything. With arguments only the end-to-end tests, the arguments being Playwright's: npm test -- chat -g "stop"
import "./lib/check-node.mjs";

const { runMain } = await import("./lib/sentence.mjs");
const { prepare } = await import("./lib/prepare.mjs");
const { staticChecks } = await import("./lib/static-checks.mjs");
const { runVitest } = await import("./lib/vitest.mjs");
const { runEndToEnd } = await import("./lib/end-to-end.mjs");
const { conclude } = await import("./lib/conclude.mjs");
const { Sentence } = await import("./lib/sentence.mjs");

const chosen = process.argv.slice(2);

/** A site that cannot be built is one failure, and the end of the end-to-end tests. */
async function endToEnd() {
  try {
    await prepare({ site: true });
  } catch (error) {
    if (!(error instanceof Sentence)) throw error;
    process.stdout.write(`${error.message}\n`);
    return { passed: 0, failed: ["build of the site, which the end-to-end tests need"], skipped: [] };
  }
  return runEndToEnd(chosen);
}

await runMain(async () => {
  await prepare({});
  const tallies =
    chosen.length > 0
      ? []
      : [await staticChecks(), await runVitest(["unit", "integration", "model", "alone"])];
  conclude([...tallies, await endToEnd()]);
});
