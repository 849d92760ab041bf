import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { browserMissing, provideBrowser } from "./browser.mjs";
import { root } from "./root.mjs";
import { runVisibly } from "./run-visibly.mjs";
import { addTallies, namesIn, tallyPlaywright } from "./tally.mjs";

const artifacts = join(root, "tests", ".artifacts");
const report = join(artifacts, "end-to-end.json");

async function playwright(args, env) {
  mkdirSync(artifacts, { recursive: true });
  rmSync(report, { force: true });
  const exitCode = await runVisibly(
    [join(root, "node_modules", "playwright", "cli.js"), "test", "-c", "tests/e2e", ...args],
    { PLAYWRIGHT_JSON_OUTPUT_FILE: report, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: "1", ...env },
  );
  if (!existsSync(report))
    return {
      report: { suites: [], errors: [{ message: `Playwright did not run (exit code ${exitCode})` }] },
      exitCode,
    };
  return { report: JSON.parse(readFileSync(report, "utf8")), exitCode };
}

/**
 * The end-to-end tests against the built site. Without a browser those that need one are counted as failed; those over plain HTTP run.
 * @param {string[]} [args] for Playwright, such as a file name or `-g`
 * @returns {Promise<import("./tally.mjs").Tally>}
 */
export async function runEndToEnd(args = []) {
  const browser = await provideBrowser();
  if (browser) {
    const run = await playwright(["--reporter=list,json", ...args], { CHROMIUM_BIN: browser });
    return tallyPlaywright(run.report, run.exitCode);
  }
  const http = await playwright(["--project=http", "--reporter=list,json", "--pass-with-no-tests", ...args]);
  const listed = await playwright([
    "--project=browser",
    "--list",
    "--reporter=json",
    "--pass-with-no-tests",
    ...args,
  ]);
  const lost = { passed: 0, failed: namesIn(listed.report), skipped: [] };
  process.stdout.write(`\n${browserMissing}\n`);
  return addTallies([tallyPlaywright(http.report, http.exitCode), lost]);
}
