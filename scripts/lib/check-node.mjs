// Imported before everything else, so only syntax and modules that old versions of Node know.
import process from "node:process";

const floor = [20, 19];

/**
 * @param {string} version such as "20.20.2"
 * @returns {string | null} the sentence for the person, or null where the version is new enough
 */
export function nodeComplaint(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > floor[0] || (major === floor[0] && minor >= floor[1])) return null;
  return `Switchyard needs Node ${floor.join(".")} or newer; this is ${version}. Install a newer one from https://nodejs.org and run the command again.`;
}

const complaint = nodeComplaint(process.versions.node);
if (complaint) {
  process.stderr.write(`${complaint}\n`);
  process.exit(1);
}
