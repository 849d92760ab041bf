import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { withLibrary } from "./bundle-library.mjs";
import { root } from "./root.mjs";
import { Sentence } from "./sentence.mjs";

/** Programs that run under plain Node: what Next does not bundle itself. */
const programs = {
  server: "server.ts",
  env: "lib/env.ts",
  "sidecar-manager": "sidecar/server/main.ts",
  "sidecar-runner": "sidecar/runner/main.ts",
  "sidecar-llama-server": "sidecar/llama-server/main.ts",
  "sidecar-fake-runner": "sidecar/runner/fake.ts",
};

const dist = join(root, "dist");
const fresh = join(dist, ".fresh");

const options = {
  absWorkingDir: root,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20.19",
  packages: "external",
  alias: { "@": root },
  sourcemap: "linked",
  logLevel: "silent",
  // Bundled CommonJS style code may ask for `require`.
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
  },
};

/**
 * Bundles programs, runners with their library.
 * @param {Record<string, string>} entries name of the bundle → source, from the root
 * @param {string} outdir
 * @param {string} home the folder that they will run in
 * @returns {Promise<void>}
 */
export async function bundle(entries, outdir, home = outdir) {
  const { build } = await import("esbuild");
  const all = Object.entries(entries);
  const isRunner = ([, source]) => source === programs["sidecar-runner"];
  const run = (some, more) => build({ ...options, ...more, outdir, entryPoints: Object.fromEntries(some) });
  await Promise.all([
    run(all.filter((entry) => !isRunner(entry))),
    run(all.filter(isRunner), withLibrary(home)),
  ]);
}

/** Bundles the programs beside the present ones. @returns {Promise<void>} */
export async function bundlePrograms() {
  const present = Object.entries(programs).filter(([, source]) => existsSync(join(root, source)));
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  try {
    await bundle(Object.fromEntries(present), fresh, dist);
  } catch (error) {
    throw new Sentence(`The programs could not be bundled: ${error.message}`);
  }
}

/** A typo in the environment is one line now, instead of a stack in the middle of the build. */
export async function checkEnvironment() {
  const { parseEnv } = await import(pathToFileURL(join(fresh, "env.mjs")).href);
  try {
    parseEnv(process.env);
  } catch (error) {
    throw new Sentence(error.message);
  }
}

/** Puts the fresh programs in the place of the old ones. */
export function installPrograms() {
  for (const name of Object.keys(programs))
    for (const ending of [".mjs", ".mjs.map"]) {
      const from = join(fresh, name + ending);
      if (existsSync(from)) renameSync(from, join(dist, name + ending));
    }
  rmSync(fresh, { recursive: true, force: true });
}
