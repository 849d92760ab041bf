import { join } from "node:path";
import { root } from "./root.mjs";
import { runQuietly } from "./run-quietly.mjs";
import { step } from "./step.mjs";

const bin = (...path) => join(root, "node_modules", ...path);

/** Each counts as one test. */
const checks = [
  { name: "format", args: [bin("oxfmt", "bin", "oxfmt"), "--check"] },
  { name: "lint with the import arrows", args: [bin("oxlint", "bin", "oxlint"), "--deny-warnings"] },
  { name: "types", args: [bin("typescript", "bin", "tsc"), "--noEmit", "-p", "."] },
];

/** Format, lint and types; what fails is printed in full. @returns {Promise<import("./tally.mjs").Tally>} */
export async function staticChecks() {
  const tally = { passed: 0, failed: [], skipped: [] };
  for (const { name, args } of checks) {
    try {
      await step(name, () =>
        runQuietly(process.execPath, args, { what: `${name} failed`, tailLines: Infinity }),
      );
      tally.passed++;
    } catch (error) {
      process.stdout.write(`${error.message}\n`);
      tally.failed.push(name);
    }
  }
  return tally;
}
