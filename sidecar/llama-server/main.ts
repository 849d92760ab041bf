/**
 * Entry of a runner process that runs an operator's llama-server (LLAMACPP_SERVER_BIN) instead of the library:
 * `main sidecar-spare <padding>`, forked by the pool manager. One model, one process here and one below.
 */
import { runShell } from "@/sidecar/runner/shell";
import { LlamaServerEngine } from "./llama-server-engine";

/** The manager shall see this process end as its server did. */
function endLike(how: number | NodeJS.Signals): void {
  if (typeof how === "string") process.kill(process.pid, how === "SIGTERM" ? "SIGKILL" : how);
  else process.exit(how === 0 ? 1 : how);
}

await runShell(new LlamaServerEngine(process.env["LLAMACPP_SERVER_BIN"] ?? "llama-server", endLike));
