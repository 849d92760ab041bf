import { resolve } from "node:path";
import { env } from "@/lib/env";
import { problem } from "@/lib/errors";
import { isLoopback } from "@/lib/providers/is-loopback";

/** The models folder that the local engine reads. */
export function downloadsFolder(): string {
  return resolve(env().LLAMACPP_MODELS_DIR);
}

/** @throws feature_off where the engine reads a folder of another machine */
export function assertLocalFolder(): void {
  const { SIDECAR_URL } = env();
  if (SIDECAR_URL !== undefined && !isLoopback(SIDECAR_URL))
    throw problem(
      "feature_off",
      "The local models run on another machine (SIDECAR_URL). Run npm run models:pull there.",
    );
}
