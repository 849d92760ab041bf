import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Llama, type LlamaLogLevel } from "node-llama-cpp";
import { isKnownLibrary } from "@/sidecar/runner/known-library";

export interface BootOptions {
  maxThreads: number;
  logLevel: LlamaLogLevel;
  logger: (level: LlamaLogLevel, message: string) => void;
}

interface LlamaInside {
  _create(options: object): Promise<Llama>;
}

/** Beside the addon in the library's binary packages. */
const metadataFile = "_nlcBuildMetadata.json";

/** The file of the native addon that this process has loaded; undefined where the system does not tell (other than Linux). */
export function loadedAddon(): string | undefined {
  try {
    return /\S*\/llama-addon\.node$/m.exec(readFileSync("/proc/self/maps", "utf8"))?.[0];
  } catch {
    return undefined;
  }
}

/**
 * Loads a native addon that is known to run on this machine, without the library's test of it (a process of its own,
 * 0.4 s). tests/model compares the result with the public way's.
 * @returns undefined when the library's inside is not what this file takes it for: the public way is to be used
 */
export async function bootTested(addon: string, options: BootOptions): Promise<Llama | undefined> {
  if (!(await isKnownLibrary())) return undefined;
  try {
    return await (Llama as unknown as LlamaInside)._create({
      ...options,
      bindings: createRequire(import.meta.url)(addon),
      bindingPath: addon,
      buildType: "prebuilt",
      buildMetadata: JSON.parse(readFileSync(join(dirname(addon), metadataFile), "utf8")),
      vramPadding: 0,
      ramPadding: 0,
      tempDir: false,
      numa: false,
      debug: false,
    });
  } catch (error) {
    process.stderr.write(`fast boot is not possible, using the public one: ${String(error)}\n`);
    return undefined;
  }
}
