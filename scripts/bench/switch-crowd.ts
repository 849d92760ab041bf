import { createServer } from "node:http";
import { p50p95, quantile } from "@/scripts/bench/statistics";
import type { Row } from "@/scripts/bench/table";
import type { SwitchView } from "@/tests/e2e/harness/api-types";
import { freePort } from "@/tests/e2e/harness/free-port";
import type { HttpClient } from "@/tests/e2e/harness/http-client";
import { alpha, beta } from "@/tests/e2e/harness/models";
import { startSite } from "@/tests/e2e/harness/site";

const inARow = Number(process.env["BENCH_SWITCHES"] ?? 10_000);
const users = 50;
const atOnce = 200;
const goalMs = 300;
const local = [alpha, beta].map((model) => ({ provider: "llamacpp", model }));
const remote = { provider: "openai", model: "far-away" };

/**
 * 200 switches at once by 50 users, half of them on one account; then 10,000 one after the other between two loaded models
 * and a remote one; then the 200 again, in a process that is warm.
 */
export async function measureSwitchCrowd(): Promise<Row[]> {
  const port = await freePort();
  const endpoint = listingEndpoint(remote.model).listen(port, "127.0.0.1");
  const site = await startSite({
    env: { OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1`, OPENAI_API_KEY: "unused" },
  });
  try {
    const admin = await site.signedIn();
    for (const target of local) await admin.post("/api/models/switch", target);
    const clients: HttpClient[] = [];
    for (let n = 0; n < users; n++) clients.push(await site.signedIn(await site.createUser(account(n))));
    const fresh = await measureBurst("just started", clients, admin);
    await admin.patch("/api/admin/settings", { limits: { switch: 1_000_000, "switch-ip": 1_000_000 } });
    const row = await measureRow(admin);
    await admin.patch("/api/admin/settings", { limits: { switch: null } });
    return [...fresh, ...row, ...(await measureBurst("after those", clients, admin))];
  } finally {
    await site.dispose();
    endpoint.close();
  }
}

async function measureRow(client: HttpClient): Promise<Row[]> {
  const targets = [...local, remote];
  const took: number[] = [];
  let succeeded = 0;
  const failures = new Map<string, number>();
  for (let n = 0; n < inARow; n++) {
    const begun = performance.now();
    const target = targets[n % targets.length];
    const { status, body } = await client.send("POST", "/api/models/switch", target);
    took.push(performance.now() - begun);
    if (status === 200) succeeded++;
    else {
      const what = `${target?.model} ${status} ${String(body["code"])}`;
      failures.set(what, (failures.get(what) ?? 0) + 1);
    }
  }
  const tookSeconds = took.reduce((sum, ms) => sum + ms, 0) / 1000;
  const share = succeeded / inARow;
  return [
    {
      what: `${inARow} in a row, two local and a remote model`,
      measured: `${(100 * share).toFixed(2)} % succeeded, in ${tookSeconds.toFixed(0)} s${[...failures].map(([what, count]) => `; ${count} × ${what}`).join("")}`,
      goal: "≥ 99.9 %",
      met: share >= 0.999,
    },
    { what: "each of these, p50 / p95 from outside", measured: p50p95(took) },
  ];
}

/** With the limits of a new site: a refusal by the limit is a right answer, and has its row in the trail like every attempt. */
async function measureBurst(when: string, clients: readonly HttpClient[], admin: HttpClient): Promise<Row[]> {
  const [shared] = clients;
  if (!shared) throw new Error("there are no users");
  const crowd = Array.from({ length: atOnce }, (_, n) =>
    n % 2 === 0 ? shared : (clients[((n - 1) / 2) % clients.length] ?? shared),
  );
  const answers = await Promise.all(
    crowd.map(async (client, n) => {
      const begun = performance.now();
      const target = local[Math.floor(n / 2) % local.length];
      const answer = await client.send<{ switchId?: string }>("POST", "/api/models/switch", target);
      return { ...answer, client, tookMs: performance.now() - begun };
    }),
  );
  const statuses = new Map<number, number>();
  for (const { status } of answers) statuses.set(status, (statuses.get(status) ?? 0) + 1);
  const committed: number[] = [];
  for (const { client, body, status } of answers) {
    if (status !== 200 || !body.switchId) continue;
    const { timings } = await client.get<SwitchView>(`/api/models/switch/${body.switchId}`);
    if (timings.committedMs !== null) committed.push(timings.committedMs);
  }
  const { ok } = await admin.post<{ ok: boolean }>("/api/admin/audit/verify", {});
  return [
    {
      what: `${atOnce} at once by ${users} users, ${when}: committed, p50 / p95 of ${committed.length}`,
      measured: p50p95(committed),
      goal: `p95 < ${goalMs} ms`,
      met: quantile(committed, 0.95) < goalMs,
    },
    {
      what: "each request of them, p50 / p95 from outside",
      measured: p50p95(answers.map(({ tookMs }) => tookMs)),
    },
    {
      what: "answers by status; the trail afterwards",
      measured: `${[...statuses].map(([status, count]) => `${count} × ${status}`).join(", ")}; ${ok ? "whole" : "BROKEN"}`,
      goal: "whole",
      met: ok && [...statuses.keys()].every((status) => [200, 409, 429].includes(status)),
    },
  ];
}

const account = (n: number) => ({
  name: `User ${n}`,
  email: `user${n}@example.org`,
  password: `a password of user ${n}`,
});

/** As much of an OpenAI-compatible endpoint as a switch needs: it is listed, and nothing has to be loaded. */
function listingEndpoint(model: string) {
  // It keeps connections: one that it closes just as it is asked again would count as an endpoint that is down.
  return createServer({ keepAliveTimeout: 600_000 }, (_request, response) => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ object: "list", data: [{ id: model, object: "model" }] }));
  });
}
