/**
 * What a run came to. Failures and skips carry the names that are printed at the end.
 * @typedef {{ passed: number, failed: string[], skipped: string[] }} Tally
 */

/** @returns {Tally} */
export const emptyTally = () => ({ passed: 0, failed: [], skipped: [] });

/** @param {Tally[]} tallies @returns {Tally} */
export const addTallies = (tallies) => ({
  passed: tallies.reduce((sum, tally) => sum + tally.passed, 0),
  failed: tallies.flatMap((tally) => tally.failed),
  skipped: tallies.flatMap((tally) => tally.skipped),
});

/** The last line of a run: `12 passed, 0 failed`, with `, 3 skipped` where there are any. @param {Tally} tally */
export function tallyLine({ passed, failed, skipped }) {
  const line = `${passed} passed, ${failed.length} failed`;
  return skipped.length > 0 ? `${line}, ${skipped.length} skipped` : line;
}

/**
 * Counts a report of vitest's json reporter. A file that could not be loaded, and an error outside of any test, count as one failure each.
 * @param {{ success: boolean, testResults: { name: string, status: string, message?: string, assertionResults: { status: string, fullName: string }[] }[] }} report
 * @param {number} exitCode of vitest
 * @returns {Tally}
 */
export function tallyVitest(report, exitCode) {
  const tally = emptyTally();
  for (const file of report.testResults) {
    const failedBefore = tally.failed.length;
    for (const { status, fullName } of file.assertionResults) {
      if (status === "passed") tally.passed++;
      else if (status === "failed") tally.failed.push(fullName);
      else tally.skipped.push(fullName);
    }
    if (file.status === "failed" && tally.failed.length === failedBefore) tally.failed.push(file.name);
  }
  if (exitCode !== 0 && tally.failed.length === 0) tally.failed.push("vitest: an error outside of any test");
  return tally;
}

function* specsOf(suite, path) {
  const title = suite.title && !suite.title.endsWith(".ts") ? [...path, suite.title] : path;
  for (const spec of suite.specs ?? []) yield { spec, name: [...title, spec.title].join(" › ") };
  for (const inner of suite.suites ?? []) yield* specsOf(inner, title);
}

/** @param {{ suites: object[] }} report of Playwright's json reporter, also of `--list` */
export const namesIn = (report) =>
  report.suites.flatMap((suite) => [...specsOf(suite, [])].map(({ name }) => name));

/**
 * Counts a report of Playwright's json reporter. A test that passed only on a second try has failed.
 * @param {{ suites: object[], errors?: { message?: string }[] }} report
 * @param {number} exitCode of Playwright
 * @returns {Tally}
 */
export function tallyPlaywright(report, exitCode) {
  const tally = emptyTally();
  for (const suite of report.suites)
    for (const { spec, name } of specsOf(suite, []))
      for (const { status, annotations = [] } of spec.tests) {
        const why = annotations.find(({ type }) => type === "skip")?.description;
        if (status === "expected") tally.passed++;
        else if (status === "skipped") tally.skipped.push(why ? `${name}: ${why}` : name);
        else tally.failed.push(name);
      }
  for (const { message } of report.errors ?? [])
    tally.failed.push(`end-to-end: ${message?.split("\n")[0] ?? "error"}`);
  if (exitCode !== 0 && tally.failed.length === 0)
    tally.failed.push("end-to-end: an error outside of any test");
  return tally;
}
