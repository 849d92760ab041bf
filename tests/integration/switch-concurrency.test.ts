import { beforeAll, expect, test } from "vitest";
import type { UserContext } from "@/lib/access/actor";
import { auditHash, genesisHash } from "@/lib/audit/append";
import { verifyAudit } from "@/lib/audit/verify";
import { db } from "@/lib/db/client";
import { isProblemError } from "@/lib/errors";
import { setQuotas } from "@/lib/limits/take";
import { getEffectiveSelection } from "@/lib/services/selections/get-effective-selection";
import { flushRefusals } from "@/lib/services/switches/note-refusal";
import { switchModel } from "@/lib/services/switches/switch-model";
import { FakeProvider, installProviders } from "@/tests/factories/fake-provider";
import { contextOf, createUser } from "@/tests/factories/user";
import { createTestDatabase } from "@/tests/setup/database";

const models = ["a.gguf", "b.gguf", "c.gguf"];
const attempts = 200;
const users = 50;

beforeAll(async () => {
  await createTestDatabase();
  const engine = new FakeProvider();
  for (const model of models) engine.add(model);
  await installProviders(engine);
});

test(
  "200 concurrent switches of 50 users, half of them on one account: no torn state, one row per attempt, the chain holds",
  { timeout: 120_000 },
  async () => {
    setQuotas({ "switch.user": 60 });
    const contexts: UserContext[] = [];
    for (let count = 0; count < users; count++) contexts.push(contextOf(await createUser()));
    const results = await Promise.all(
      Array.from({ length: attempts }, async (_, index) => {
        const ctx = contexts[index % 2 ? 0 : (index / 2) % users]!;
        const model = models[index % models.length]!;
        const again = { ...ctx, requestId: `request-${index}`, limits: [] };
        try {
          return await switchModel(again, { provider: "llamacpp", model }, { respondAsync: false });
        } catch (error) {
          if (isProblemError(error)) return error.code;
          throw error;
        }
      }),
    );
    const refused = results.filter((result) => result === "rate_limited").length;
    const active = results.filter((result) => typeof result === "object");
    expect(refused).toBeGreaterThan(0);
    expect(active.length + refused).toBe(attempts);
    await flushRefusals();

    const rows = await db().auditEvent.findMany({ orderBy: { seq: "asc" } });
    const refusals = rows.filter(({ outcome }) => outcome === "rate_limited");
    expect(rows.filter(({ outcome }) => outcome === "active")).toHaveLength(active.length);
    const counted = refusals.map(({ details }) => (details as { count: number }).count);
    expect(counted.reduce((sum, count) => sum + count, 0)).toBe(refused);
    let before = genesisHash;
    for (const row of rows) {
      expect(row.prevHash).toBe(before);
      expect(auditHash(row)).toBe(row.hash);
      before = row.hash;
    }

    expect(await verifyAudit()).toEqual({ ok: true, checked: rows.length });

    for (const ctx of contexts) {
      const versions = await db().switch.findMany({ where: { userId: ctx.actor.id, state: "active" } });
      const [highest] = versions
        .map(({ result }) => result as { version: number; model: string; profileId: string })
        .toSorted((a, b) => b.version - a.version);
      // Each replaced what the one before had left, or stood there already.
      for (const { from, result } of versions) {
        const [before, after] = [from, result] as { version: number }[];
        expect([0, 1]).toContain(after!.version - before!.version);
      }
      const selection = await getEffectiveSelection(ctx);
      expect(selection).toMatchObject({ version: highest?.version, model: highest?.model });
      const profile = await db().modelProfile.findUniqueOrThrow({ where: { id: highest?.profileId ?? "" } });
      expect(profile.modelId).toBe(selection?.model);
    }
  },
);

test("of many tabs that hold the same version exactly one changes it", async () => {
  const ctx = contextOf(await createUser());
  const results = await Promise.allSettled(
    Array.from({ length: 12 }, (_, index) =>
      switchModel(
        { ...ctx, limits: [] },
        { provider: "llamacpp", model: models[index % models.length]!, ifVersion: 0 },
        { respondAsync: false },
      ),
    ),
  );
  const codes = results.map((result) =>
    result.status === "fulfilled" ? "active" : (result.reason as { code: string }).code,
  );
  expect(codes.filter((code) => code === "active")).toHaveLength(1);
  expect(codes.filter((code) => code === "selection_changed")).toHaveLength(11);
  expect((await getEffectiveSelection(ctx))?.version).toBe(1);
});
