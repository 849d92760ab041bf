import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { addressOf, checkPort } from "./checks.mjs";
import { loadEnvFile } from "./env-file.mjs";
import { prepare } from "./prepare.mjs";
import { root } from "./root.mjs";

/**
 * Prepares, then becomes the server: same process, so that no signal and no exit code has to be passed on,
 * and nothing is left behind when it is killed.
 * @param {{ dev: boolean }} options
 */
export async function startSite({ dev }) {
  process.chdir(root);
  loadEnvFile();
  const address = addressOf(process.env);
  await checkPort(address);
  await prepare({ secrets: true, site: !dev });
  process.env.NODE_ENV = dev ? "development" : "production";
  process.env.NEXT_TELEMETRY_DISABLED ??= "1";
  process.stdout.write("· Starting …\n");
  if (dev) {
    // What `node --import tsx` does.
    await import("tsx");
    await import(pathToFileURL(join(root, "server.ts")).href);
  } else {
    await import(pathToFileURL(join(root, "dist", "server.mjs")).href);
  }
}
