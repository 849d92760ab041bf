/**
 * A process that runs a sidecar as server.ts does, for tests of its death. argv: models folder. It prints each
 * endpoint as a line of JSON.
 */
import { join } from "node:path";
import { sidecarEndpoint } from "@/lib/contract/sidecar-endpoint";
import { sidecarConfig } from "@/sidecar/supervisor/config";
import { startSidecar } from "@/sidecar/supervisor/supervisor";

const modelsDir = process.argv[2] ?? "";
const root = new URL("../..", import.meta.url).pathname;
const sidecar = startSidecar(
  sidecarConfig({
    managerEntry: join(root, "sidecar/server/main.ts"),
    runnerEntry: join(root, "sidecar/runner/fake.ts"),
    modelsDir,
    dataDir: join(modelsDir, "data"),
    demoDir: null,
    log: () => {},
  }),
);
sidecar.onChange(() => {
  const { url, token, state } = sidecarEndpoint();
  process.stdout.write(`${JSON.stringify({ url, token, state })}\n`);
});
