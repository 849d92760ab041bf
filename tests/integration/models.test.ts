import { beforeEach, describe, expect, test, vi } from "vitest";
import type { UserActor } from "@/lib/access/actor";
import { CapabilitiesAnswer, ModelsAnswer, StatusAnswer } from "@/lib/contract/models";
import { db } from "@/lib/db/client";
import { problem } from "@/lib/errors";
import { take } from "@/lib/limits/take";
import { catalogue } from "@/lib/providers/catalogue";
import { setProviders } from "@/lib/providers/registry";
import { getEffectiveSelection } from "@/lib/services/selections/get-effective-selection";
import { FakeProvider, installProviders } from "@/tests/factories/fake-provider";
import { createProfile } from "@/tests/factories/profile";
import { contextOf, createUser } from "@/tests/factories/user";
import { TestClient } from "@/tests/setup/client";
import { createTestDatabase } from "@/tests/setup/database";

let actor: UserActor;
let client: TestClient;

async function begin(environment: Record<string, string> = {}) {
  await createTestDatabase(environment);
  actor = await createUser();
  client = await new TestClient().become(actor);
}
beforeEach(() => begin());

const models = async (query = "") =>
  ModelsAnswer.parse(await (await client.get(`/api/models${query}`)).json());
const provider = async (id: string) => (await models()).providers.find((listed) => listed.id === id);

describe("the list", () => {
  test("names every engine in order, with its models under their profiles", async () => {
    await installProviders(
      new FakeProvider().add("b.gguf", { sizeBytes: 5, contextLength: 4096 }).add("a.gguf"),
      new FakeProvider("ollama", "ollama").add("tiny:latest", { status: "cold" }),
    );
    const { selection, providers } = await models();
    expect(providers.map(({ id, status }) => [id, status])).toEqual([
      ["llamacpp", "up"],
      ["ollama", "up"],
    ]);
    expect(providers[0]?.models[0]).toMatchObject({
      id: "b.gguf",
      tier: "standard",
      access: { allowed: true },
      status: "ready",
      sizeBytes: 5,
      contextLength: 4096,
    });
    expect(providers.flatMap((listed) => listed.models).every(({ profileId }) => profileId)).toBe(true);
    expect(selection).toMatchObject({ provider: "llamacpp", model: "a.gguf", source: "site", version: 0 });
  });

  test("without any model there is no selection", async () => {
    await installProviders(new FakeProvider());
    expect((await models()).selection).toBeNull();
  });

  test("a hanging engine costs the others nothing", async () => {
    const hanging = new FakeProvider("slow", "openai").add("never");
    hanging.hangs = true;
    setProviders([hanging]);
    await installProviders(new FakeProvider().add("a.gguf"), hanging);
    const { providers } = await models();
    expect(providers).toMatchObject([
      { id: "llamacpp", status: "up", models: [{ id: "a.gguf" }] },
      { id: "slow", status: "down", models: [] },
    ]);
  });

  test("an engine that went down keeps its models on the list, as not usable", async () => {
    const engine = new FakeProvider("ollama", "ollama").add("tiny:latest");
    await installProviders(engine);
    engine.state = { status: "down", error: "It can not be reached." };
    await catalogue().refresh("ollama");
    expect(await provider("ollama")).toMatchObject({
      status: "down",
      error: "It can not be reached.",
      models: [{ id: "tiny:latest", status: "failed", reason: "It can not be reached." }],
    });
  });

  test("a vanished model stays visible as gone", async () => {
    const engine = new FakeProvider().add("a.gguf").add("b.gguf");
    await installProviders(engine);
    engine.models.pop();
    await catalogue().refresh("llamacpp");
    const gone = (await provider("llamacpp"))?.models.find(({ id }) => id === "b.gguf");
    expect(gone).toMatchObject({ access: { allowed: false, reason: "gone" }, status: "failed" });
  });

  describe("loads ahead what will probably be wanted", () => {
    const engine = () =>
      new FakeProvider()
        .add("now.gguf", { status: "cold" })
        .add("before.gguf", { status: "cold" })
        .add("ready.gguf")
        .add("locked.gguf", { status: "cold" });
    const setStatus = async (provider: FakeProvider, id: string, status: "ready" | "cold") => {
      for (const model of provider.models) if (model.id === id) model.status = status;
      await catalogue().refresh(provider.id);
    };
    const switched = (model: string, createdAt: number) =>
      db().switch.create({
        data: {
          userId: actor.id,
          state: "active",
          to: { provider: "llamacpp", model, profileId: null, tier: "standard" },
          requestId: model,
          createdAt: new Date(createdAt),
        },
      });
    const choose = (activeModel: string) =>
      db().userSettings.update({
        where: { userId: actor.id },
        data: { activeProvider: "llamacpp", activeModel },
      });
    const expectWarmed = (provider: FakeProvider, models: string[]) =>
      vi.waitFor(() => expect(provider.warmed).toEqual(models));

    test("the selected model when a page is opened, nothing when the list is only asked for", async () => {
      const provider = engine();
      await installProviders(provider);
      await choose("now.gguf");
      await client.get("/api/models");
      await client.get("/api/models?opening=page");
      await expectWarmed(provider, ["now.gguf"]);
    });

    test("with the picker open the model used before, as far as this user may use it", async () => {
      const provider = engine();
      await installProviders(provider);
      await db().modelProfile.updateMany({ where: { modelId: "locked.gguf" }, data: { tierId: "pro" } });
      await choose("now.gguf");
      await setStatus(provider, "now.gguf", "ready");
      for (const [index, model] of ["before.gguf", "ready.gguf", "locked.gguf", "now.gguf"].entries())
        await switched(model, index);
      await client.get("/api/models?opening=picker");
      await expectWarmed(provider, ["before.gguf"]);
    });

    test("until the picker is closed and nothing was chosen: then the own wish is taken back, and no other", async () => {
      const provider = engine();
      await installProviders(provider);
      const other = await new TestClient().become(await createUser());
      await choose("now.gguf");
      await client.get("/api/models?opening=page");
      await expectWarmed(provider, ["now.gguf"]);
      await client.get("/api/models?opening=picker");
      await other.get("/api/models?opening=picker");
      await vi.waitFor(() => expect(provider.wishes.size).toBe(2));
      expect((await client.delete("/api/models/warm-up")).status).toBe(204);
      expect([...provider.wishes.keys()]).toHaveLength(1);
      expect((await other.delete("/api/models/warm-up")).status).toBe(204);
      expect(provider.wishes.size).toBe(0);
      // Nothing is left to take back, and that is no error.
      expect((await other.delete("/api/models/warm-up")).status).toBe(204);
    });

    test("and an engine that can not be reached has nothing to take back", async () => {
      const provider = engine();
      provider.takeBack = () =>
        Promise.reject(problem("model_unavailable", "It is starting.", { provider: "llamacpp" }));
      await installProviders(provider);
      expect((await client.delete("/api/models/warm-up")).status).toBe(204);
    });

    test("a few times a minute and no more, without a word", async () => {
      const provider = engine();
      await installProviders(provider);
      await choose("now.gguf");
      for (let n = 1; n <= 6; n += 1) {
        await client.get("/api/models?opening=page");
        await expectWarmed(provider, Array<string>(n).fill("now.gguf"));
      }
      const { ok } = await take("warm.user", actor.id);
      expect(ok).toBe(false);
      expect((await client.get("/api/models?opening=page")).status).toBe(200);
    });

    test("and an engine that refuses costs nobody anything", async () => {
      const provider = engine();
      const asked: string[] = [];
      provider.warm = (model) => {
        asked.push(model);
        return Promise.reject(problem("model_unavailable", "There is no room.", { provider: "llamacpp" }));
      };
      await installProviders(provider);
      expect((await client.get("/api/models?opening=page")).status).toBe(200);
      await vi.waitFor(() => expect(asked).toHaveLength(1));
    });
  });

  test("another user's conversation is indistinguishable from a missing one", async () => {
    await installProviders(new FakeProvider().add("a.gguf"));
    await db().conversation.create({ data: { id: "theirs", userId: (await createUser()).id } });
    for (const id of ["theirs", "missing"])
      expect((await client.get(`/api/models?conversationId=${id}`)).status).toBe(404);
  });

  test("nobody reads it without a session", async () => {
    expect((await new TestClient().get("/api/models")).status).toBe(401);
  });
});

describe("profiles", () => {
  test("the first local model by name becomes the default of standard, and a later one does not take its place", async () => {
    const engine = new FakeProvider().add("m.gguf").add("n.gguf");
    await installProviders(engine, new FakeProvider("ollama", "ollama").add("aaa:latest"));
    const standing = () => db().modelProfile.findMany({ where: { isDefault: true } });
    expect(await standing()).toMatchObject([{ modelId: "m.gguf", origin: "discovered", tierId: "standard" }]);
    engine.add("a.gguf");
    await catalogue().refresh("llamacpp");
    expect(await standing()).toMatchObject([{ modelId: "m.gguf" }]);
    engine.models = engine.models.filter(({ id }) => id !== "m.gguf");
    await catalogue().refresh("llamacpp");
    expect(await standing()).toMatchObject([{ modelId: "a.gguf" }]);
  });

  test("a default that an admin chose stays, even when its model is gone", async () => {
    await createProfile({ provider: "llamacpp", modelId: "chosen.gguf", isDefault: true });
    await installProviders(new FakeProvider().add("a.gguf"));
    expect(await db().modelProfile.findMany({ where: { isDefault: true } })).toMatchObject([
      { modelId: "chosen.gguf" },
    ]);
  });

  test("listing the same models again makes no second profile, and names that clash stay apart", async () => {
    const engines = [
      new FakeProvider().add("Tiny.gguf"),
      new FakeProvider("ollama", "ollama").add("tiny:latest"),
    ];
    await installProviders(...engines);
    await Promise.all(["llamacpp", "ollama", "llamacpp"].map((id) => catalogue().refresh(id)));
    const names = (await db().modelProfile.findMany({ orderBy: { internalName: "asc" } })).map(
      ({ internalName }) => internalName,
    );
    expect(names).toEqual(["tiny", "tiny-ollama"]);
  });

  test("of several profiles of one model the first entitled one is meant", async () => {
    await createProfile({ provider: "llamacpp", modelId: "a.gguf", tierId: "code", displayName: "For code" });
    await createProfile({ provider: "llamacpp", modelId: "a.gguf", tierId: "pro", displayName: "For pros" });
    await installProviders(new FakeProvider().add("a.gguf"));
    const seen = async (accountTier: string) => {
      client = await new TestClient().become(await createUser({ accountTier }));
      return (await provider("llamacpp"))?.models[0];
    };
    expect(await seen("code")).toMatchObject({ displayName: "For code", access: { allowed: true } });
    expect(await seen("pro")).toMatchObject({ displayName: "For pros", access: { allowed: true } });
    expect(await seen("standard")).toMatchObject({
      tier: "pro",
      access: { allowed: false, reason: "tier", requiredTier: "pro" },
    });
  });
});

describe("the selection", () => {
  test("the environment's provider and model are the site default", async () => {
    await begin({ PROVIDER: "ollama", DEFAULT_OLLAMA_LLM_MODEL: "tiny" });
    await installProviders(
      new FakeProvider().add("a.gguf"),
      new FakeProvider("ollama", "ollama").add("another:latest").add("tiny:latest"),
    );
    expect((await models()).selection).toMatchObject({
      provider: "ollama",
      model: "tiny:latest",
      source: "site",
    });
  });

  test("a configured model that is not there falls to the first local one", async () => {
    await begin({ LLAMACPP_CHAT_MODEL: "missing.gguf" });
    await installProviders(new FakeProvider().add("b.gguf").add("a.gguf"));
    expect((await models()).selection).toMatchObject({ model: "a.gguf" });
  });

  test("after a downgrade a locked choice falls to what the account allows, and says so", async () => {
    await createProfile({ provider: "llamacpp", modelId: "pro.gguf", tierId: "pro" });
    await installProviders(new FakeProvider().add("a.gguf").add("pro.gguf"));
    const pro = await createUser({ accountTier: "pro" });
    client = await new TestClient().become(pro);
    expect(
      (await client.post("/api/models/switch", { provider: "llamacpp", model: "pro.gguf" })).status,
    ).toBe(200);
    expect(await getEffectiveSelection(contextOf(pro))).toMatchObject({ model: "pro.gguf" });
    const selection = await getEffectiveSelection(contextOf({ ...pro, accountTier: "standard" }));
    expect(selection).toMatchObject({
      model: "a.gguf",
      tier: "standard",
      version: 1,
      fallbackFrom: { model: "pro.gguf", tier: "pro" },
    });
  });
});

test("capabilities are the active model's; small ones do not remember by default", async () => {
  await installProviders(
    new FakeProvider()
      .add("small.gguf", { parameterCount: 135e6, contextLength: 4096, quantization: "Q4_1" })
      .add("large.gguf", { parameterCount: 8e9 }),
  );
  const capabilities = async () =>
    CapabilitiesAnswer.parse(await (await client.get("/api/models/capabilities")).json());
  expect(await capabilities()).toMatchObject({
    selection: { model: "large.gguf" },
    parameterCount: 8e9,
    memoryDefault: true,
    contextLength: null,
  });
  await client.post("/api/models/switch", { provider: "llamacpp", model: "small.gguf" });
  expect(await capabilities()).toMatchObject({
    parameterCount: 135e6,
    contextLength: 4096,
    quantization: "Q4_1",
    memoryDefault: false,
  });
});

test("status answers for one model, one tier or all, and not for what does not exist", async () => {
  await installProviders(
    new FakeProvider()
      .add("a.gguf")
      .add("b.gguf", { status: "loading", progress: 0.5, etaMs: 900, etaP90Ms: 2000 }),
  );
  const status = async (query: string) =>
    StatusAnswer.parse(await (await client.get(`/api/models/status${query}`)).json()).models;
  expect(await status("")).toHaveLength(2);
  expect(await status("?tier=standard")).toHaveLength(2);
  expect(await status("?tier=pro")).toEqual([]);
  expect(await status("?provider=llamacpp&model=b.gguf")).toEqual([
    {
      provider: "llamacpp",
      model: "b.gguf",
      available: true,
      status: "loading",
      progress: 0.5,
      etaMs: 900,
      etaP90Ms: 2000,
    },
  ]);
  for (const query of ["?model=nope", "?provider=nope", "?tier=nope"])
    expect((await client.get(`/api/models/status${query}`)).status).toBe(404);
});
