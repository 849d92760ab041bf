import { ask } from "@/scripts/bench/ask";
import { benchModels, callSidecar, launchSidecar } from "@/scripts/bench/engines";
import type { Row } from "@/scripts/bench/table";
import { atRest } from "@/scripts/soak/tree-memory";
import { descendants } from "@/tests/e2e/harness/processes";

const rounds = 3;
const goalShare = 0.05;

/** Load, answer, unload, and look how much of the memory is back. */
export async function measureMemory(): Promise<Row[]> {
  const models = benchModels();
  const sidecar = await launchSidecar(models);
  const spareIsThere = () =>
    Promise.resolve(descendants(sidecar.pid).some(({ command }) => command.includes("sidecar-spare")));
  const mb = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
  const rows: Row[] = [];
  try {
    for (let round = 1; round <= rounds; round++) {
      const before = await atRest(sidecar.pid, spareIsThere);
      await ask(sidecar, models.main, round, 32);
      const loaded = await atRest(sidecar.pid, spareIsThere);
      await callSidecar(sidecar, "/models/unload", { model: models.main });
      const after = await atRest(sidecar.pid, spareIsThere);
      const excess = (after - before) / before;
      const back = ((loaded - after) / (loaded - before)) * 100;
      rows.push({
        what: `round ${round}: before → loaded → after unload`,
        measured: `${mb(before)} → ${mb(loaded)} → ${mb(after)}, ${back.toFixed(0)} % back`,
        ratio: after / before,
        goal: "at most 5 % above before",
        met: excess <= goalShare,
      });
    }
  } finally {
    await sidecar.stop();
    models.remove();
  }
  return rows;
}
