import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { runQuietly } from "./run-quietly.mjs";
import { step } from "./step.mjs";

const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const elsewhere = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

export const browserMissing =
  "No Chromium was found: install Debian's package (apt-get install chromium) or Google Chrome, or name one with CHROMIUM_BIN.";

/**
 * @param {Record<string, string | undefined>} [env]
 * @returns {string | null} the path of a Chromium or Chrome of this system
 */
export function findBrowser(env = process.env) {
  if (env.CHROMIUM_BIN) return existsSync(env.CHROMIUM_BIN) ? env.CHROMIUM_BIN : null;
  const folders = (env.PATH ?? "").split(delimiter).filter(Boolean);
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...candidates, ...elsewhere].find((path) => existsSync(path)) ?? null;
}

/** The system's browser, else Debian's package where this process may install it. @returns {Promise<string | null>} */
export async function provideBrowser() {
  const found = findBrowser();
  if (found || process.env.CHROMIUM_BIN || process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get"))
    return found;
  const apt = (...args) =>
    runQuietly("apt-get", ["-o", "DPkg::Lock::Timeout=300", ...args], {
      what: "Chromium could not be installed",
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
  try {
    await step("Installing Debian's Chromium for the end-to-end tests", async () => {
      await apt("update");
      await apt("install", "-y", "--no-install-recommends", "chromium");
    });
  } catch (error) {
    process.stdout.write(`${error.message}\n`);
  }
  return findBrowser();
}
