import type {
  ModelsAnswer,
  Problem,
  Selection,
  SwitchAnswer,
  SwitchView,
} from "@/tests/e2e/harness/api-types";
import { expect, newAccount, test } from "@/tests/e2e/harness/http-fixtures";
import { alpha, beta, heavy } from "@/tests/e2e/harness/models";

const toBeta = { provider: "llamacpp", model: beta };
const toAlpha = { provider: "llamacpp", model: alpha };

test("the list names every provider, also those that are off, and what is active", async ({ user }) => {
  const { selection, providers } = await user.get<ModelsAnswer>("/api/models");
  expect(selection).toMatchObject({ provider: "llamacpp", tier: "standard", source: "site" });
  const [llamacpp] = providers.filter(({ id }) => id === "llamacpp");
  expect(llamacpp).toMatchObject({ kind: "llamacpp", status: "up" });
  expect(llamacpp?.models.map(({ id }) => id)).toEqual(expect.arrayContaining([alpha, beta]));
  expect(providers.map(({ id }) => id)).toEqual(expect.arrayContaining(["llamacpp", "ollama", "openai"]));
  expect(providers.find(({ id }) => id === "openai")?.status).toBe("off");
});

test("a switch becomes active for this user, for nobody else, and is in the audit trail", async ({
  site,
  user,
  account,
}) => {
  const other = await site.signedIn(await site.createUser(newAccount("Otto Other")));
  const before = await other.get<ModelsAnswer>("/api/models");

  const answer = await user.post<SwitchAnswer>("/api/models/switch", toBeta);
  expect(answer).toMatchObject({ success: true, ...toBeta, state: "active" });
  expect(answer.selection).toMatchObject({ ...toBeta, source: "user" });

  expect((await user.get<ModelsAnswer>("/api/models")).selection).toEqual(answer.selection);
  expect(await user.get("/api/models/capabilities")).toMatchObject({ contextLength: expect.any(Number) });
  expect(await user.get("/api/settings")).toMatchObject({ activeProvider: "llamacpp", activeModel: beta });
  expect((await other.get<ModelsAnswer>("/api/models")).selection).toEqual(before.selection);

  const view = await user.get<SwitchView>(`/api/models/switch/${answer.switchId}`);
  expect(view).toMatchObject({ state: "active", to: toBeta, timings: { committedMs: expect.any(Number) } });
  const admin = await site.signedIn();
  const { user: self } = await user.get<{ user: { id: string; email: string } }>("/api/auth/session");
  expect(self.email).toBe(account.email);
  const trail = await admin.get<{ items: object[] }>(`/api/admin/audit?action=model.switch&actor=${self.id}`);
  expect(trail.items).toEqual([
    expect.objectContaining({
      action: "model.switch",
      outcome: "active",
      actor: expect.objectContaining({ id: self.id }),
    }),
  ]);
});

test("a switch that has to load answers 202 at once and tells its progress until it is active", async ({
  ownSite,
}) => {
  const site = await ownSite();
  const user = await site.signedIn();
  const events = await user.fetch("/api/events", { headers: { accept: "text/event-stream" } });
  expect(events.status).toBe(200);
  const answer = await user.send<SwitchAnswer>(
    "POST",
    "/api/models/switch",
    { provider: "llamacpp", model: heavy },
    {
      prefer: "respond-async",
    },
  );
  expect(answer).toMatchObject({ status: 202, body: { success: true, state: "warming" } });

  let seen = "";
  const decoder = new TextDecoder();
  for await (const chunk of events.body as unknown as AsyncIterable<Uint8Array>) {
    seen += decoder.decode(chunk, { stream: true });
    if (seen.includes("event: selection.changed")) break;
  }
  const statuses = seen
    .split("\n\n")
    .filter((event) => event.includes("event: model.status") && event.includes(heavy))
    .map(
      (event) =>
        JSON.parse(/^data: ?(.*)$/m.exec(event)?.[1] ?? "{}") as { status: string; progress?: number },
    );
  expect(statuses.map(({ status }) => status)).toContain("loading");
  expect(statuses.some(({ progress }) => progress !== undefined && progress > 0)).toBe(true);
  expect((await user.get<SwitchView>(`/api/models/switch/${answer.body.switchId}`)).state).toBe("active");
});

test("choosing again supersedes: the last choice is the active one", async ({ ownSite }) => {
  const site = await ownSite();
  const user = await site.signedIn();
  const first = user.send<SwitchAnswer & Problem>("POST", "/api/models/switch", toBeta);
  const second = await user.send<SwitchAnswer>("POST", "/api/models/switch", toAlpha);
  expect(second.status).toBe(200);
  const outcome = await first;
  // The first one was either done before, or gave way; it never wins over the later one.
  if (outcome.status !== 200) expect(outcome).toMatchObject({ status: 409, body: { code: "superseded" } });
  expect((await user.get<ModelsAnswer>("/api/models")).selection).toMatchObject(toAlpha);
});

test("of two switches from the same version exactly one commits", async ({ user }) => {
  const { selection } = await user.get<{ selection: Selection }>("/api/models");
  const both = await Promise.all(
    [toAlpha, toBeta].map((target) =>
      user.send<Problem>("POST", "/api/models/switch", { ...target, ifVersion: selection.version }),
    ),
  );
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(both.find(({ status }) => status === 409)?.body.code).toMatch(/^(selection_changed|superseded)$/);
});

test("the choice survives sign-out and a restart of the site", async ({ ownSite }) => {
  const site = await ownSite();
  const account = await site.createUser(newAccount());
  const user = await site.signedIn(account);
  await user.post("/api/models/switch", toBeta);
  await user.post("/api/models/switch", toAlpha);
  const { selection } = await user.post<SwitchAnswer>("/api/models/switch", toBeta);
  const answer = await user.ask({ conversationId: crypto.randomUUID(), text: "Hello" });
  expect(answer.metadata).toMatchObject({ served: toBeta });

  expect(await site.stop()).toBe(0);
  await site.start();
  const again = await site.signedIn(account);
  expect((await again.get<ModelsAnswer>("/api/models")).selection).toEqual(selection);
  const { items } = await again.get<{ items: { id: string }[] }>("/api/conversations");
  expect(items).toHaveLength(1);
  expect((await user.get<ModelsAnswer>("/api/models")).selection, "the old session holds as well").toEqual(
    selection,
  );
});
