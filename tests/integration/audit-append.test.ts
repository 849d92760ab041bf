import { beforeEach, describe, expect, test } from "vitest";
import { systemContext } from "@/lib/access/actor";
import { appendAudit, auditHash, canonicalJson, genesisHash } from "@/lib/audit/append";
import { db, transaction } from "@/lib/db/client";
import { contextOf, createUser } from "@/tests/factories/user";
import { createTestDatabase } from "@/tests/setup/database";
import { runProcess } from "@/tests/setup/processes/run";

beforeEach(async () => void (await createTestDatabase()));

const ctx = systemContext("test");

/** Reads the chain back as `verify` will, from what the database really holds. */
async function brokenAt(): Promise<number | null> {
  let previous = genesisHash;
  let seq = 0;
  for (const row of await db().auditEvent.findMany({ orderBy: { seq: "asc" } })) {
    if (row.seq !== ++seq || row.prevHash !== previous || auditHash(row) !== row.hash) return row.seq;
    previous = row.hash;
  }
  return null;
}

describe("the audit trail", () => {
  test("is one unbroken chain after fifty transactions at once", async () => {
    await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        transaction((tx) =>
          appendAudit(tx, ctx, {
            action: "model.switch",
            outcome: "active",
            target: `m${index}`,
            from: { model: "a", nested: { b: 1.5, a: [true, null, "ü"] } },
          }),
        ),
      ),
    );
    expect(await db().auditEvent.count()).toBe(50);
    expect(await brokenAt()).toBeNull();
  });

  test("is one chain even when two processes write at once", { timeout: 60_000 }, async () => {
    await Promise.all([1, 2].map(() => runProcess("append-audit", ["15"])));
    expect(await db().auditEvent.count()).toBe(30);
    expect(await brokenAt()).toBeNull();
  });

  test("shows a row that was changed, and one that was taken out", async () => {
    for (const target of ["a", "b", "c"])
      await transaction((tx) => appendAudit(tx, ctx, { action: "model.pin", outcome: "ok", target }));
    await db().auditEvent.update({ where: { seq: 2 }, data: { target: "B" } });
    expect(await brokenAt()).toBe(2);
    await db().auditEvent.update({ where: { seq: 2 }, data: { target: "b" } });
    expect(await brokenAt()).toBeNull();
    await db().auditEvent.delete({ where: { seq: 2 } });
    expect(await brokenAt()).toBe(3);
  });

  test("a change whose row can not be written did not happen", async () => {
    const user = await createUser({ name: "Before" });
    const unwritable = [
      { action: "user.change", outcome: "ok", to: { bad: 1n as unknown as number } },
      // The details of another action, and a text that has no place in the trail.
      { action: "user.change", outcome: "ok", details: { message: "private" } as object },
    ] as const;
    for (const entry of unwritable)
      await expect(
        transaction(async (tx) => {
          await tx.user.update({ where: { id: user.id }, data: { name: "After" } });
          await appendAudit(tx, contextOf(user), entry);
        }),
      ).rejects.toThrow(/BigInt|serialize|unrecognized/i);
    expect((await db().user.findUniqueOrThrow({ where: { id: user.id } })).name).toBe("Before");
    expect(await db().auditEvent.count()).toBe(0);
  });

  test("names the actor, and nobody where nobody is signed in", async () => {
    const user = await createUser({ role: "admin" });
    await transaction((tx) => appendAudit(tx, contextOf(user), { action: "model.pin", outcome: "ok" }));
    await transaction((tx) =>
      appendAudit(
        tx,
        { ...ctx, actor: { kind: "anonymous" } },
        { action: "user.sign-in", outcome: "denied" },
      ),
    );
    await transaction((tx) => appendAudit(tx, ctx, { action: "model.unload", outcome: "ok" }));
    const select = { actorKind: true, actorId: true, actorRole: true } as const;
    expect(await db().auditEvent.findMany({ orderBy: { seq: "asc" }, select })).toEqual([
      { actorKind: "user", actorId: user.id, actorRole: "admin" },
      { actorKind: "user", actorId: null, actorRole: null },
      { actorKind: "system", actorId: "test", actorRole: null },
    ]);
  });
});

test("canonical JSON is the same whatever order the keys came in, at every depth", () => {
  const one = canonicalJson({ b: [{ d: 1, c: 2 }], a: null });
  expect(one).toBe(canonicalJson({ a: null, b: [{ c: 2, d: 1 }] }));
  expect(one).toBe('{"a":null,"b":[{"c":2,"d":1}]}');
});
