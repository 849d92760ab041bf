import { beforeEach, expect, test } from "vitest";
import { DemoManifest } from "@/lib/contract/demo-profiles";
import { ModelsAnswer } from "@/lib/contract/models";
import { db } from "@/lib/db/client";
import { catalogue } from "@/lib/providers/catalogue";
import { getProvider, setProviders } from "@/lib/providers/registry";
import { chooseTierDefaults } from "@/lib/services/profiles/choose-tier-defaults";
import { syncDemos } from "@/lib/services/profiles/sync-demos";
import { syncDiscovered } from "@/lib/services/profiles/sync-discovered";
import { FakeProvider } from "@/tests/factories/fake-provider";
import { createUser } from "@/tests/factories/user";
import { TestClient } from "@/tests/setup/client";
import { createTestDatabase } from "@/tests/setup/database";

const manifest = DemoManifest.parse([
  {
    file: "spark.gguf",
    internalName: "spark",
    displayName: "Spark",
    tier: "standard",
    description: "A tiny demo.",
    systemPrompt: "You are Spark.",
    temperature: 0,
    maxTokens: 200,
    starters: ["What is Switchyard?", "What is a tier?"],
  },
  { file: "spark.gguf", internalName: "spark-pro", displayName: "Spark", tier: "pro" },
  { file: "spark-code.gguf", internalName: "spark-code", displayName: "Spark Code", tier: "code" },
]);

let engine: FakeProvider;
let others: FakeProvider[];

beforeEach(async () => {
  await createTestDatabase();
  others = [];
  engine = new FakeProvider().add("spark-code.gguf", { demo: true }).add("spark.gguf", { demo: true });
});

/** What each listing does, with our manifest. */
async function list(lines = manifest): Promise<number> {
  const all = [engine, ...others];
  if (all.some((provider) => getProvider(provider.id) !== provider)) setProviders(all);
  let changed = 0;
  for (const { id } of all) {
    const entry = await catalogue().refresh(id);
    changed += await syncDemos(entry, lines);
    await syncDiscovered(entry);
  }
  await chooseTierDefaults();
  return changed;
}
const defaults = async () =>
  Object.fromEntries(
    (await db().modelProfile.findMany({ where: { isDefault: true } })).map((p) => [p.tierId, p.internalName]),
  );
const selected = async (actor: Awaited<ReturnType<typeof createUser>>) =>
  ModelsAnswer.parse(await (await (await new TestClient().become(actor)).get("/api/models")).json());

test("a fresh site has a demo in every tier, and no other profile of its files", async () => {
  await list();
  expect(await defaults()).toEqual({ standard: "spark", pro: "spark-pro", code: "spark-code" });
  expect(await db().modelProfile.count()).toBe(3);
  expect(await db().modelProfile.findUnique({ where: { internalName: "spark" } })).toMatchObject({
    origin: "demo",
    provider: "llamacpp",
    systemPrompt: "You are Spark.",
    temperature: 0,
    maxTokens: 200,
    starters: ["What is Switchyard?", "What is a tier?"],
  });
});

test("listing again changes nothing, also side by side", async () => {
  await list();
  expect(await list()).toBe(0);
  await Promise.all([list(), list(), list()]);
  expect(await db().modelProfile.count()).toBe(3);
});

test("a new wording reaches what no admin edited", async () => {
  await list();
  await db().modelProfile.update({
    where: { internalName: "spark-code" },
    data: { origin: "managed", displayName: "Ours" },
  });
  const reworded = manifest.map((line) => ({ ...line, displayName: `${line.displayName} 2` }));
  expect(await list(reworded)).toBe(2);
  const names = (await db().modelProfile.findMany({ orderBy: { internalName: "asc" } })).map(
    (p) => p.displayName,
  );
  expect(names).toEqual(["Spark 2", "Ours", "Spark 2"]);
  expect(await defaults()).toEqual({ standard: "spark", pro: "spark-pro", code: "spark-code" });
});

test("a real model becomes the default of standard alone, and the site's; the demo comes back when it goes", async () => {
  await list();
  const admin = await createUser({ role: "admin" });
  expect((await selected(admin)).selection).toMatchObject({ model: "spark.gguf", tier: "standard" });
  engine.add("real.gguf", { parameterCount: 135e6 });
  await list();
  expect(await defaults()).toEqual({ standard: "real", pro: "spark-pro", code: "spark-code" });
  expect((await selected(admin)).selection).toMatchObject({ model: "real.gguf" });
  engine.models = engine.models.filter(({ demo }) => demo);
  await list();
  expect(await defaults()).toMatchObject({ standard: "spark" });
});

test("a real model of another engine comes before a demo, unless the engine was chosen", async () => {
  others = [new FakeProvider("ollama", "ollama").add("tiny:latest")];
  await list();
  const user = await createUser();
  expect((await selected(user)).selection).toMatchObject({ provider: "ollama" });
  await db().siteSetting.create({ data: { key: "provider", value: "llamacpp" } });
  expect((await selected(user)).selection).toMatchObject({ provider: "llamacpp", model: "spark.gguf" });
});

test("a demo whose file was removed stays visible as gone", async () => {
  await list();
  engine.models = engine.models.filter(({ id }) => id !== "spark-code.gguf");
  await list();
  const { providers } = await selected(await createUser({ role: "admin" }));
  expect(providers[0]?.models.find(({ id }) => id === "spark-code.gguf")).toMatchObject({
    displayName: "Spark Code",
    access: { allowed: false, reason: "gone" },
  });
});

test("the list carries a demo's starters and says that it is one; others have none", async () => {
  engine.add("real.gguf");
  await list();
  const { providers } = await selected(await createUser());
  const models = Object.fromEntries(providers[0]?.models.map((model) => [model.id, model]) ?? []);
  expect(models["spark.gguf"]).toMatchObject({
    demo: true,
    starters: ["What is Switchyard?", "What is a tier?"],
  });
  expect(models["real.gguf"]?.starters).toBeUndefined();
});

test("small found models are given a low temperature, others the engine's own", async () => {
  engine.models = [];
  engine
    .add("small.gguf", { parameterCount: 999e6 })
    .add("large.gguf", { parameterCount: 1e9 })
    .add("unknown.gguf");
  await list();
  const found = await db().modelProfile.findMany({ orderBy: { modelId: "asc" } });
  expect(found.map(({ modelId, temperature }) => [modelId, temperature])).toEqual([
    ["large.gguf", null],
    ["small.gguf", 0.2],
    ["unknown.gguf", null],
  ]);
});
