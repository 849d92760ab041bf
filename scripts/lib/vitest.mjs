import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "./root.mjs";
import { runVisibly } from "./run-visibly.mjs";
import { tallyVitest } from "./tally.mjs";

const artifacts = join(root, "tests", ".artifacts");

/** @param {string[]} projects of vitest.config.ts @returns {Promise<import("./tally.mjs").Tally>} */
export async function runVitest(projects) {
  const report = join(artifacts, "vitest.json");
  mkdirSync(artifacts, { recursive: true });
  rmSync(report, { force: true });
  const exitCode = await runVisibly([
    join(root, "node_modules", "vitest", "vitest.mjs"),
    "run",
    ...projects.flatMap((project) => ["--project", project]),
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ]);
  if (!existsSync(report))
    return { passed: 0, failed: [`vitest did not run (exit code ${exitCode})`], skipped: [] };
  return tallyVitest(JSON.parse(readFileSync(report, "utf8")), exitCode);
}
