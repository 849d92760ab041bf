import { beforeEach, describe, expect, test } from "vitest";
import type { UserActor } from "@/lib/access/actor";
import { db } from "@/lib/db/client";
import { policies } from "@/lib/limits/policies";
import { quotaOf, setQuotas } from "@/lib/limits/take";
import { applySiteSettings } from "@/lib/services/site-settings/apply-site-settings";
import { createUser } from "@/tests/factories/user";
import { auditRows } from "@/tests/setup/audit";
import { TestClient } from "@/tests/setup/client";
import { createTestDatabase } from "@/tests/setup/database";

let admin: UserActor;
let client: TestClient;
let userClient: TestClient;

async function start(environment: Record<string, string> = {}) {
  // No engine answers: what an operator of this machine runs has no say here.
  await createTestDatabase({
    OLLAMA_HOST: "http://127.0.0.1:9",
    SIDECAR_URL: "http://127.0.0.1:9",
    ...environment,
  });
  admin = await createUser({ role: "admin" });
  client = await new TestClient().become(admin);
  userClient = await new TestClient().become(await createUser());
}
beforeEach(() => start());

const site = async () => (await client.get("/api/admin/settings")).json();
const change = (body: unknown, by = client) => by.patch("/api/admin/settings", body);
async function refusal(response: Response) {
  return { status: response.status, code: ((await response.json()) as { code: string }).code };
}

describe("the site's settings", () => {
  test("are those of the environment until an admin saves one; the rest goes on following it", async () => {
    await start({ PROVIDER: "ollama", DEFAULT_OLLAMA_LLM_MODEL: "smollm2:135m" });
    expect(await site()).toMatchObject({
      registration: "invite",
      provider: "ollama",
      defaultOllamaModel: "smollm2:135m",
      llamacppChatModel: null,
    });
    const saved = await change({ provider: "openai", defaultOllamaModel: null });
    expect(saved.status).toBe(200);
    const expected = { provider: "openai", defaultOllamaModel: null, registration: "invite" };
    expect(await saved.json()).toMatchObject(expected);
    expect(await site()).toMatchObject(expected);
    expect((await db().siteSetting.findMany()).map(({ key }) => key).toSorted()).toEqual([
      "defaultOllamaModel",
      "provider",
    ]);
  });

  test("are changed by what the patch names, one audited row a change", async () => {
    await change({ registration: "open" });
    await change({ registration: "closed" });
    await change({});
    expect(await auditRows("site-settings.change")).toMatchObject([
      { actorId: admin.id, from: { registration: "invite" }, to: { registration: "open" } },
      { actorId: admin.id, from: { registration: "open" }, to: { registration: "closed" } },
    ]);
  });

  test("name every limit as refusals do; a change counts at once and after a restart, null takes it back", async () => {
    const { limits } = await site();
    expect(Object.keys(limits).toSorted()).toEqual(
      Object.values(policies)
        .map(({ name }) => name)
        .toSorted(),
    );
    expect(limits).toMatchObject({ switch: 30, "switch-ip": 1000, "sign-in": 10, "sign-in-ip": 100 });
    const saved = await change({ limits: { switch: 5000, "sign-in": 99 } });
    expect((await saved.json()).limits).toMatchObject({ switch: 5000, "sign-in": 99, "switch-ip": 1000 });
    expect(quotaOf("switch.user")).toBe(5000);
    setQuotas({});
    await applySiteSettings();
    expect(quotaOf("switch.user")).toBe(5000);
    await change({ limits: { switch: null } });
    expect(quotaOf("switch.user")).toBe(30);
    expect(quotaOf("sign-in.account")).toBe(99);
  });

  test("accept what they answered", async () => {
    expect((await change(await site())).status).toBe(200);
  });

  test("refuse unknown names and values that do not fit, and change nothing of the rest", async () => {
    for (const body of [
      { registration: "open", colour: "red" },
      { registration: "sometimes" },
      { limits: { nothing: 1 } },
      { limits: { switch: 0 } },
      { limits: { switch: "many" } },
      { provider: "../../etc" },
      { llamacppChatModel: "" },
      [],
      null,
    ])
      expect(await refusal(await change(body))).toEqual({ status: 400, code: "invalid_request" });
    expect(await db().siteSetting.count()).toBe(0);
    expect(await db().auditEvent.count()).toBe(0);
  });

  test("are the admin's alone", async () => {
    expect(await refusal(await change({ registration: "open" }, userClient))).toEqual({
      status: 403,
      code: "forbidden",
    });
    expect(await refusal(await userClient.get("/api/admin/settings"))).toEqual({
      status: 403,
      code: "forbidden",
    });
    expect(await refusal(await change({ registration: "open" }, new TestClient()))).toEqual({
      status: 401,
      code: "sign_in_required",
    });
  });

  test("a saved value that no longer fits counts as not saved", async () => {
    await db().siteSetting.create({ data: { key: "registration", value: "on tuesdays" } });
    await db().siteSetting.create({ data: { key: "gone", value: 1 } });
    expect(await site()).toMatchObject({ registration: "invite" });
    expect(await site()).not.toHaveProperty("gone");
  });
});

describe("one's own settings", () => {
  const fresh = {
    activeProvider: null,
    activeModel: null,
    activeTier: null,
    memoryEnabled: null,
    theme: "system",
    shortcuts: true,
  };

  test("are changed by what the patch names, and are one's own", async () => {
    expect(await (await userClient.get("/api/settings")).json()).toEqual(fresh);
    const changed = await userClient.patch("/api/settings", { theme: "dark", memoryEnabled: false });
    expect(await changed.json()).toEqual({ ...fresh, theme: "dark", memoryEnabled: false });
    await userClient.patch("/api/settings", { memoryEnabled: null, shortcuts: false });
    expect(await (await userClient.get("/api/settings")).json()).toEqual({
      ...fresh,
      theme: "dark",
      shortcuts: false,
    });
    expect(await (await client.get("/api/settings")).json()).toEqual(fresh);
  });

  test("the selection is read-only here, and nothing of such a patch is saved", async () => {
    for (const field of ["activeProvider", "activeModel", "activeTier", "selectionVersion", "userId"]) {
      const refused = await userClient.patch("/api/settings", { theme: "dark", [field]: "x" });
      expect(await refusal(refused)).toEqual({ status: 400, code: "invalid_request" });
    }
    expect(await refusal(await userClient.patch("/api/settings", { theme: "pink" }))).toMatchObject({
      status: 400,
    });
    expect(await (await userClient.get("/api/settings")).json()).toEqual(fresh);
  });

  test("need a session", async () => {
    const nobody = new TestClient();
    expect((await nobody.get("/api/settings")).status).toBe(401);
    expect((await nobody.patch("/api/settings", { theme: "dark" })).status).toBe(401);
  });
});
