import { copyFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { UserActor } from "@/lib/access/actor";
import { publishSidecarEndpoint } from "@/lib/contract/sidecar-endpoint";
import type { SiteEvent } from "@/lib/contract/events";
import { db } from "@/lib/db/client";
import { events } from "@/lib/events/bus";
import { catalogue } from "@/lib/providers/catalogue";
import { llamacppProvider } from "@/lib/providers/llamacpp/llamacpp-provider";
import { setProviders } from "@/lib/providers/registry";
import { startCatalogue } from "@/lib/services/models/start-catalogue";
import { ask } from "@/tests/factories/ask";
import { realRunner, startTestSidecar, type TestSidecar } from "@/tests/factories/sidecar";
import { createUser } from "@/tests/factories/user";
import { TestClient } from "@/tests/setup/client";
import { createTestDatabase } from "@/tests/setup/database";

/** The site's side over the whole sidecar and the real llama.cpp, with small random models. */
let sidecar: TestSidecar;
let stopCatalogue: () => void;
let admin: UserActor;
let client: TestClient;
const provider = llamacppProvider({ remote: false });

beforeAll(async () => {
  await createTestDatabase();
  sidecar = await startTestSidecar(["a.gguf", "b.gguf"], { runnerEntry: realRunner, contextSize: 512 });
  publishSidecarEndpoint({ url: sidecar.url, token: sidecar.token, state: "up" });
  setProviders([provider]);
  stopCatalogue = await startCatalogue();
  admin = await createUser({ role: "admin" });
  client = await new TestClient().become(admin);
});
afterAll(async () => {
  stopCatalogue();
  await sidecar.stop();
});

const json = async (response: Response | Promise<Response>) =>
  (await (await response).json()) as Record<string, unknown>;
const statusOf = (model: string) =>
  catalogue()
    .entry(provider)
    .models.find(({ id }) => id === model)?.status;

test("a switch loads the model with progress, answers come from it, and the pool shows it", async () => {
  await expect.poll(() => statusOf("b.gguf"), { timeout: 10_000 }).toBe("cold");
  const told: SiteEvent[] = [];
  const stop = events().subscribe(admin.id, ({ event }) => told.push(event));
  const answer = await json(client.post("/api/models/switch", { provider: "llamacpp", model: "b.gguf" }));
  expect(answer).toMatchObject({ state: "active", model: "b.gguf" });
  await expect.poll(() => statusOf("b.gguf"), { timeout: 10_000 }).toBe("ready");
  stop();
  const names = told.map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining(["switch.warming", "model.status", "selection.changed", "switch.active"]),
  );
  const { text, error, finishReason, metadata } = await ask(provider, "b.gguf", { maxOutputTokens: 6 });
  expect({ error, finishReason }).toEqual({ error: undefined, finishReason: "length" });
  expect(text).not.toBe("");
  expect(metadata).toMatchObject({ llamacpp: { timings: expect.any(Object) } });
  const pool = await json(client.get("/api/admin/models"));
  expect(pool.models).toEqual(
    expect.arrayContaining([expect.objectContaining({ model: "b.gguf", status: "ready", pinned: false })]),
  );
});

test("a second switch to the same model commits at once", async () => {
  await client.post("/api/models/switch", { provider: "llamacpp", model: "b.gguf" });
  const response = await client.post(
    "/api/models/switch",
    { provider: "llamacpp", model: "b.gguf" },
    { headers: { prefer: "respond-async" } },
  );
  expect(response.status).toBe(200);
});

test("a prompt that is too long says by how much", async () => {
  const { problem } = await ask(provider, "b.gguf", { prompt: "word ".repeat(3000) });
  expect(problem).toMatchObject({
    code: "incompatible_conversation",
    members: { reasons: [{ kind: "context_window", available: 511 }] },
  });
});

test("an admin pins, unloads and loads; each is in the trail, and nobody else may", async () => {
  const post = (verb: string, body: object) =>
    client.post(`/api/admin/models/${verb}`, { provider: "llamacpp", model: "b.gguf", ...body });
  expect(await json(post("pin", { pinned: true }))).toMatchObject({ model: "b.gguf", pinned: true });
  expect(await json(post("pin", { pinned: false }))).toMatchObject({ pinned: false });
  expect(await json(post("unload", {}))).toMatchObject({ model: "b.gguf", status: "cold" });
  expect(await json(post("load", {}))).toMatchObject({ model: "b.gguf", status: "ready" });
  const rows = await db().auditEvent.findMany({
    where: { action: { startsWith: "model." }, NOT: { action: "model.switch" } },
    orderBy: { seq: "asc" },
  });
  expect(rows.map(({ action, outcome, target }) => [action, outcome, target])).toEqual([
    ["model.pin", "ok", "llamacpp/b.gguf"],
    ["model.pin", "ok", "llamacpp/b.gguf"],
    ["model.unload", "ok", "llamacpp/b.gguf"],
    ["model.load", "ok", "llamacpp/b.gguf"],
  ]);
  const user = await new TestClient().become(await createUser());
  for (const verb of ["load", "unload", "pin"])
    expect((await user.post(`/api/admin/models/${verb}`, { model: "b.gguf", pinned: true })).status).toBe(
      403,
    );
  expect((await user.get("/api/admin/models")).status).toBe(403);
});

test("a file dropped into the folder can be switched to at once, a broken one is refused with the reason", async () => {
  copyFileSync(path.join(sidecar.modelsDir, "a.gguf"), path.join(sidecar.modelsDir, "new.gguf"));
  expect(
    await json(client.post("/api/models/switch", { provider: "llamacpp", model: "new.gguf" })),
  ).toMatchObject({ state: "active", model: "new.gguf" });
  copyFileSync(projectFile("package.json"), path.join(sidecar.modelsDir, "broken.gguf"));
  const refused = await json(
    client.post("/api/models/switch", { provider: "llamacpp", model: "broken.gguf" }),
  );
  expect(refused).toMatchObject({ code: "invalid_model_file", status: 422, current: { model: "new.gguf" } });
});

test("a forced unload in mid-answer is an error of that answer, and the next one works", async () => {
  await client.post("/api/admin/models/load", { model: "a.gguf" });
  let killed = false;
  const { problem, text } = await ask(provider, "a.gguf", {
    maxOutputTokens: 400,
    onText: () => {
      if (killed) return;
      killed = true;
      void sidecar.post("/models/unload", { model: "a.gguf", force: true });
    },
  });
  expect(text).not.toBe("");
  expect(problem).toMatchObject({ code: "provider_failed", members: { reason: "unloaded" } });
  expect((await ask(provider, "a.gguf", { maxOutputTokens: 3 })).error).toBeUndefined();
});

const projectFile = (name: string) => path.join(process.cwd(), name);
