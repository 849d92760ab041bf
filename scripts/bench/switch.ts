import { p50p95, quantile } from "@/scripts/bench/statistics";
import type { Row } from "@/scripts/bench/table";
import type { SwitchView } from "@/tests/e2e/harness/api-types";
import { alpha, beta } from "@/tests/e2e/harness/models";
import { startSite } from "@/tests/e2e/harness/site";

const switches = 200;
const goalMs = 300;

/** One user changes between two loaded models, one switch after the other, as a client outside sees it. */
export async function measureSwitch(): Promise<Row[]> {
  const site = await startSite();
  try {
    const user = await site.signedIn();
    await user.patch("/api/admin/settings", { limits: { switch: 1_000_000, "switch-ip": 1_000_000 } });
    for (const model of [alpha, beta]) await user.post("/api/models/switch", { provider: "llamacpp", model });
    const answered: number[] = [];
    const committed: number[] = [];
    for (let n = 0; n < switches; n++) {
      const begun = performance.now();
      const { switchId } = await user.post<{ switchId: string }>("/api/models/switch", {
        provider: "llamacpp",
        model: n % 2 === 0 ? alpha : beta,
      });
      answered.push(performance.now() - begun);
      const { timings } = await user.get<SwitchView>(`/api/models/switch/${switchId}`);
      if (timings.committedMs !== null) committed.push(timings.committedMs);
    }
    return [
      {
        what: `committed, p50 / p95 of ${committed.length}`,
        measured: p50p95(committed),
        goal: `p95 < ${goalMs} ms`,
        met: quantile(committed, 0.95) < goalMs,
      },
      { what: "the whole request, seen from the client", measured: p50p95(answered) },
    ];
  } finally {
    await site.dispose();
  }
}
