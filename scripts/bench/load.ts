import { ask } from "@/scripts/bench/ask";
import { benchModels, callSidecar, launchLlamaServer, launchSidecar } from "@/scripts/bench/engines";
import { median, p50p95 } from "@/scripts/bench/statistics";
import type { Row } from "@/scripts/bench/table";

const swaps = 10;

/** The model is cold, then a message comes: load, context, prompt, first token. The router swaps between two models. */
export async function measureLoad(): Promise<Row[]> {
  const models = benchModels();
  const sidecar = await launchSidecar(models);
  const router = await launchLlamaServer(models, "router");
  const ours: number[] = [];
  const theirs: number[] = [];
  try {
    for (let swap = 0; swap <= swaps; swap++) {
      for (const model of [models.other, models.main]) {
        await callSidecar(sidecar, "/models/unload", { model, force: true });
        const mine = (await ask(sidecar, model, swap, 8)).firstTokenMs;
        const routerModel = model.replace(/\.gguf$/, "");
        const other = router && (await ask(router, routerModel, swap, 8)).firstTokenMs;
        if (swap === 0 || model !== models.main) continue;
        ours.push(mine);
        if (other !== null) theirs.push(other);
      }
    }
  } finally {
    await Promise.all([sidecar.stop(), router?.stop()]);
    models.remove();
  }
  if (!router) console.log("  (no baseline: LLAMA_SERVER_BIN is not set)");
  return [
    {
      what: `${models.main}, p50 / p95 of ${ours.length}`,
      measured: p50p95(ours),
      baseline: theirs.length > 0 ? p50p95(theirs) : undefined,
      ratio: theirs.length > 0 ? median(ours) / median(theirs) : undefined,
    },
  ];
}
