import { beforeEach, expect, test, vi } from "vitest";
import type { UserActor } from "@/lib/access/actor";
import { setQuotas } from "@/lib/limits/take";
import { flushRefusals } from "@/lib/services/switches/note-refusal";
import { switchModel } from "@/lib/services/switches/switch-model";
import type { FakeProvider } from "@/tests/factories/fake-provider";
import { outcomes, to, trail, useSwitchWorld } from "@/tests/factories/switch-world";
import { contextOf, createUser } from "@/tests/factories/user";
import { TestClient } from "@/tests/setup/client";

const url = "/api/models/switch";
let engine: FakeProvider;
let actor: UserActor;
let client: TestClient;

useSwitchWorld((world) => {
  ({ engine, actor, client } = world);
});
beforeEach(() => {
  setQuotas({ "switch.user": 4, "switch.ip": 1000 });
});

test("the fifth of four is refused with standard headers, and nothing changes", async () => {
  for (const model of ["b.gguf", "a.gguf", "b.gguf", "a.gguf"]) await client.post(url, to(model));
  const response = await client.post(url, to("b.gguf"));
  expect(response.status).toBe(429);
  expect(response.headers.get("ratelimit-policy")).toBe('"switch";q=4;w=60');
  expect(response.headers.get("ratelimit")).toMatch(/^"switch";r=0;t=\d+$/);
  expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
  const body = (await response.json()) as Record<string, unknown>;
  expect(body).toMatchObject({ code: "rate_limited", policy: "switch" });
  expect(await (await client.get("/api/models")).json()).toMatchObject({ selection: { model: "a.gguf" } });
});

test("of refusals the first is a row, the rest one row with their count when the window ends", async () => {
  for (let count = 0; count < 4 + 5; count++) await client.post(url, to("b.gguf"));
  const refused = async () => (await trail(actor)).filter(({ outcome }) => outcome === "rate_limited");
  expect(await refused()).toMatchObject([{ details: { count: 1 } }]);
  await flushRefusals();
  expect(await refused()).toMatchObject([{ details: { count: 1 } }, { details: { count: 4 } }]);
  expect(await trail(actor)).toHaveLength(4 + 2);
});

test("the window's end writes the row by itself", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    for (let count = 0; count < 4 + 3; count++)
      await switchModel(contextOf(actor), to("b.gguf"), { respondAsync: false }).catch(() => {});
    vi.advanceTimersByTime(61_000);
  } finally {
    vi.useRealTimers();
  }
  await expect.poll(async () => (await trail(actor)).at(-1)?.details).toMatchObject({ count: 2 });
});

test("a switch that forces a load costs three, one that joins a load costs one", async () => {
  setQuotas({ "switch.user": 30 });
  const prefer = { headers: { prefer: "respond-async" } };
  const first = await client.post(url, to("cold.gguf"), prefer);
  expect(first.headers.get("ratelimit")).toMatch(/r=27;/);
  const second = await client.post(url, to("cold.gguf"), prefer);
  expect(second.headers.get("ratelimit")).toMatch(/r=26;/);
  (await engine.preparation(0)).finish();
});

test("a load that the limit does not allow gives its first unit back and loads nothing", async () => {
  await client.post(url, to("b.gguf"));
  await client.post(url, to("a.gguf"));
  expect((await client.post(url, to("cold.gguf"))).status).toBe(429);
  expect(engine.preparations).toHaveLength(0);
  expect((await client.post(url, to("b.gguf"))).status).toBe(200);
  expect((await client.post(url, to("a.gguf"))).status).toBe(200);
  expect(await outcomes(actor)).toEqual(["active", "active", "rate_limited", "active", "active"]);
});

test("many accounts from one address share its limit", async () => {
  setQuotas({ "switch.ip": 2 });
  const ip = "203.0.113.9";
  const statuses: number[] = [];
  for (let count = 0; count < 3; count++) {
    const other = await new TestClient().become(await createUser());
    other.ip = ip;
    statuses.push((await other.post(url, to("b.gguf"))).status);
  }
  expect(statuses).toEqual([200, 200, 429]);
});
