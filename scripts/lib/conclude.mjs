import { addTallies, tallyLine } from "./tally.mjs";

/**
 * Prints the names of what failed or was skipped, then the line that counts; sets the exit code.
 * @param {import("./tally.mjs").Tally[]} tallies
 */
export function conclude(tallies) {
  const total = addTallies(tallies);
  const list = (title, names) => {
    if (names.length > 0) process.stdout.write(`\n${title}:\n${names.map((name) => `  ${name}\n`).join("")}`);
  };
  list("Skipped", total.skipped);
  list("Failed", total.failed);
  process.stdout.write(`\n${tallyLine(total)}\n`);
  process.exitCode = total.failed.length > 0 ? 1 : 0;
}
