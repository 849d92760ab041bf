/**
 * Entry of a runner process: `main sidecar-spare <padding>`, forked by the pool manager with
 * UV_THREADPOOL_SIZE=1 in its environment (README.md says why). One model, one process.
 */
import { LlamaEngine } from "@/sidecar/runner/llama-engine";
import { runShell } from "@/sidecar/runner/shell";

await runShell(new LlamaEngine());
