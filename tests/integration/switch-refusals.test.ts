import { describe, expect, test } from "vitest";
import type { UserActor } from "@/lib/access/actor";
import { db } from "@/lib/db/client";
import { FakeProvider, installProviders } from "@/tests/factories/fake-provider";
import { createProfile } from "@/tests/factories/profile";
import { json, outcomes, selected, to, useSwitchWorld } from "@/tests/factories/switch-world";
import { createUser } from "@/tests/factories/user";
import type { TestClient } from "@/tests/setup/client";

const url = "/api/models/switch";
let engine: FakeProvider;
let actor: UserActor;
let client: TestClient;

useSwitchWorld((world) => {
  ({ engine, actor, client } = world);
});

describe("what can not be switched to", () => {
  test.each([
    ["an unknown model", to("nope.gguf"), 404],
    ["an unknown provider", { provider: "nobody", model: "a.gguf" }, 404],
    ["a path instead of a name", to("../../etc/passwd"), 404],
    ["an absolute path", to("/etc/passwd"), 404],
    ["an unknown profile", to("a.gguf", { profileId: "nope" }), 404],
    ["an unknown conversation", to("a.gguf", { conversationId: "nope" }), 404],
  ])("%s is not found, nothing changes, the attempt is in the trail", async (_name, body, status) => {
    const before = await selected(client);
    const response = await client.post(url, body);
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await json(response)).toMatchObject({ code: "not_found" });
    expect(await selected(client)).toEqual(before);
    expect(await outcomes(actor)).toEqual(["not_found"]);
  });

  test("another user's conversation is indistinguishable from a missing one", async () => {
    const other = await createUser();
    await db().conversation.create({ data: { id: `theirs-${other.id}`, userId: other.id } });
    const answers = await Promise.all(
      [`theirs-${other.id}`, "missing"].map(async (conversationId) =>
        json(client.post(url, to("a.gguf", { conversationId }))),
      ),
    );
    const [theirs, missing] = answers.map(({ requestId: _requestId, ...rest }) => rest);
    expect(theirs).toEqual(missing);
  });

  test("a locked tier is denied with what helps, and can be looked up", async () => {
    engine.add("pro.gguf");
    await createProfile({
      provider: "llamacpp",
      modelId: "pro.gguf",
      tierId: "pro",
      displayName: "Pro model",
    });
    await installProviders(engine);
    const response = await client.post(url, to("pro.gguf"));
    expect(response.status).toBe(403);
    const body = await json(response);
    expect(body).toMatchObject({ code: "tier_locked", requiredTier: "pro", currentTier: "standard" });
    expect(body.upgradeUrl).toContain("pro");
    expect(body.alternatives).toEqual(
      expect.arrayContaining([expect.objectContaining({ model: "a.gguf", status: "ready" })]),
    );
    expect(await outcomes(actor)).toEqual(["denied"]);
    expect(await json(client.get(`${url}/${body.switchId}`))).toMatchObject({
      state: "denied",
      to: { tier: "pro" },
    });
  });

  test("a provider that is down is told at once, with alternatives, and nothing changes", async () => {
    const down = new FakeProvider("ollama", "ollama").add("llama:latest");
    await installProviders(engine, down);
    down.state = { status: "down", error: "refused" };
    await installProviders(engine, down);
    const body = await json(client.post(url, { provider: "ollama", model: "llama:latest" }));
    expect(body).toMatchObject({
      code: "model_unavailable",
      provider: "ollama",
      current: { model: "a.gguf" },
    });
    expect(body.alternatives).not.toEqual([]);
    expect(await outcomes(actor)).toEqual(["rolled_back"]);
  });

  test("an embedding model and a broken file are no chat models", async () => {
    engine
      .add("vectors.gguf", { capabilities: { images: false, tools: false, embeddings: true } })
      .add("broken.gguf", { status: "failed", invalid: true, reason: "it is cut short" });
    await installProviders(engine);
    for (const model of ["vectors.gguf", "broken.gguf"])
      expect(await json(client.post(url, to(model)))).toMatchObject({
        code: "invalid_model_file",
        status: 422,
      });
    expect(
      await db().modelProfile.count({ where: { modelId: { in: ["vectors.gguf", "broken.gguf"] } } }),
    ).toBe(0);
  });
});
