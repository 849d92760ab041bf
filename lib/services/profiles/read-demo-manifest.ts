import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { DemoManifest, type DemoProfile } from "@/lib/contract/demo-profiles";
import { log } from "@/lib/telemetry/log";

/** The profiles of the bundled models; none where the manifest is missing or not valid. */
export function readDemoManifest(path = resolve("models", "demo", "profiles.json")): DemoProfile[] {
  try {
    return DemoManifest.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (error) {
    log().warn({ err: error }, "the manifest of the demo models can not be read");
    return [];
  }
}
