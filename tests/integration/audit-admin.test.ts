import { beforeEach, describe, expect, test, vi } from "vitest";
import type { UserActor } from "@/lib/access/actor";
import { systemContext } from "@/lib/access/actor";
import { appendAudit, auditHash, genesisHash } from "@/lib/audit/append";
import { verifyAudit } from "@/lib/audit/verify";
import { AuditItem } from "@/lib/contract/audit";
import { db, transaction } from "@/lib/db/client";
import { pruneAudit } from "@/lib/services/audit/prune-audit";
import { applyRetention } from "@/lib/services/audit/start-retention";
import { main } from "@/scripts/audit-verify/main";
import { createUser } from "@/tests/factories/user";
import { TestClient } from "@/tests/setup/client";
import { createTestDatabase } from "@/tests/setup/database";
import { runAuditVerify } from "@/tests/setup/processes/run";

const url = "/api/admin/audit";
const ctx = systemContext("test");
let admin: UserActor;
let client: TestClient;

beforeEach(async () => {
  await createTestDatabase();
  admin = await createUser({ role: "admin", email: "grace@example.org" });
  client = await new TestClient().become(admin);
});

type Json = Record<string, unknown>;
const json = async (response: Response) => (await response.json()) as Json;
/** Rows 1…count of the trail, whose targets are their numbers. */
async function write(count: number, more: { action?: "model.pin" | "model.load"; outcome?: string } = {}) {
  const { action = "model.pin", outcome = "ok" } = more;
  await transaction(async (tx) => {
    const first = (await tx.auditHead.findFirstOrThrow()).seq + 1;
    for (let seq = first; seq < first + count; seq++)
      await appendAudit(tx, ctx, { action, outcome, target: String(seq) });
  });
}
/** The same for many rows, straight into the tables. */
async function writeMany(count: number) {
  const rows = [];
  let prevHash = genesisHash;
  for (let seq = 1; seq <= count; seq++) {
    const plain = {
      seq,
      at: new Date(),
      actorKind: "system",
      actorId: "test",
      action: "model.pin",
      outcome: "ok",
      target: String(seq),
      requestId: "system-test",
      prevHash,
    };
    prevHash = auditHash(plain);
    rows.push({ ...plain, hash: prevHash });
  }
  await db().auditEvent.createMany({ data: rows });
  await db().auditHead.updateMany({ data: { seq: count, hash: prevHash } });
}
const edit = (seq: number, data: Json) => db().auditEvent.update({ where: { seq }, data });
const row = (seq: number) => db().auditEvent.findUniqueOrThrow({ where: { seq } });

describe("verifying", () => {
  test("says that all is as it was written, and leaves a row of its own", async () => {
    await write(3);
    expect(await json(await client.post(`${url}/verify`))).toEqual({ ok: true, checked: 3 });
    expect(await json(await client.post(`${url}/verify`))).toEqual({ ok: true, checked: 4 });
    expect(await row(4)).toMatchObject({
      action: "audit.verify",
      actorId: admin.id,
      details: { checked: 3 },
    });
  });

  test("an empty trail is whole", async () => {
    expect(await verifyAudit()).toEqual({ ok: true, checked: 0 });
  });

  /** Edits a row as somebody would who knows how it is hashed. */
  const rewrite = async (seq: number, data: Json) => {
    const { hash: _old, ...rest } = { ...(await row(seq)), ...data };
    await edit(seq, { ...data, hash: auditHash(rest) });
  };
  const remove = (...seqs: number[]) => db().auditEvent.deleteMany({ where: { seq: { in: seqs } } });

  test.each<[string, () => Promise<unknown>, number]>([
    ["an edited outcome", () => edit(3, { outcome: "denied" }), 3],
    ["an edited time", () => edit(3, { at: new Date(0) }), 3],
    ["an edited actor", () => edit(3, { actorId: "somebody" }), 3],
    ["details that were put in", () => edit(3, { details: { pinned: true } }), 3],
    ["a reason that was put in", () => edit(3, { reason: "x" }), 3],
    ["an edited row with a fitting hash", () => rewrite(3, { outcome: "denied" }), 4],
    ["an edited last row with a fitting hash", () => rewrite(6, { outcome: "denied" }), 7],
    ["a removed row", () => remove(3), 3],
    ["a removed first row", () => remove(1), 1],
    ["a removed last row", () => remove(6), 6],
    ["several rows that were cut off the end", () => remove(4, 5, 6), 4],
    ["all rows removed", () => remove(1, 2, 3, 4, 5, 6), 1],
    [
      "a row that was moved",
      async () => {
        await edit(3, { seq: 100 });
        await edit(4, { seq: 3 });
        await edit(100, { seq: 4 });
      },
      3,
    ],
    [
      "a row that was put in at the end",
      async () => {
        const { seq: _seq, hash: _hash, ...last } = await row(6);
        const forged = { ...last, seq: 7, prevHash: (await row(6)).hash };
        const data = { ...forged, hash: auditHash(forged) } as never;
        await db().auditEvent.create({ data });
      },
      8,
    ],
    ["a head that is gone", () => db().auditHead.deleteMany(), 7],
    [
      "a checkpoint that retention did not make",
      async () => {
        const { hash } = await row(2);
        await remove(1, 2);
        await db().auditCheckpoint.create({ data: { throughSeq: 2, hash, removed: 2 } });
      },
      3,
    ],
  ])("finds %s", async (_what, tamper, firstBadSeq) => {
    await write(6);
    expect(await verifyAudit()).toEqual({ ok: true, checked: 6 });
    await tamper();
    expect(await verifyAudit()).toMatchObject({ ok: false, firstBadSeq });
  });

  test("finds rows that were cut off although others were written since", async () => {
    await write(6);
    await remove(5, 6);
    await write(3);
    expect(await verifyAudit()).toMatchObject({ ok: false, firstBadSeq: 5 });
  });

  test("a lost head leaves a gap that the rows after it do not close", async () => {
    await write(3);
    await db().auditHead.deleteMany();
    await write(2).catch(() => {});
    await transaction((tx) => appendAudit(tx, ctx, { action: "model.pin", outcome: "ok" }));
    expect(await verifyAudit()).toMatchObject({ ok: false, firstBadSeq: 4 });
  });

  test("goes on over many pages, and while others write", async () => {
    await writeMany(1203);
    const [result] = await Promise.all([verifyAudit(), write(2), write(2)]);
    expect(result.ok).toBe(true);
    await edit(1100, { outcome: "x" });
    expect(await verifyAudit()).toEqual({ ok: false, checked: 1100, firstBadSeq: 1100 });
  });
});

describe("npm run audit:verify", () => {
  test("tells in words and by its exit code", { timeout: 120_000 }, async () => {
    await write(4);
    const good = await runAuditVerify();
    expect(good).toMatchObject({ code: 0, out: expect.stringContaining("4 rows were checked") });
    await edit(3, { outcome: "denied" });
    expect(await runAuditVerify()).toMatchObject({ code: 1, err: expect.stringContaining("row 3") });
  });

  test("finds by an anchor that was kept elsewhere a trail that was written anew", async () => {
    await write(4);
    const anchor = /(\d+:[0-9a-f]{64})/.exec((await main([])).text)?.[1] ?? "";
    expect(anchor).toBe(`4:${(await row(4)).hash}`);
    await write(1);
    expect(await main([anchor])).toMatchObject({ exitCode: 0 });
    // Everything written anew: the chain fits in itself.
    await db().auditEvent.deleteMany();
    await db().auditHead.updateMany({ data: { seq: 0, hash: genesisHash } });
    await write(5);
    expect(await main([])).toMatchObject({ exitCode: 0 });
    expect(await main([anchor])).toMatchObject({ exitCode: 1, text: expect.stringContaining("row 4") });
    expect(await main(["nonsense"])).toMatchObject({ exitCode: 2 });
  });
});

describe("retention", () => {
  /** Writes rows as if they were old: the chain is whole. */
  async function writeOld(count: number) {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2020-01-01T00:00:00Z") });
    try {
      await write(count);
    } finally {
      vi.useRealTimers();
    }
  }

  test("takes old rows away, and what is left verifies, also after a second time", async () => {
    await writeOld(5);
    await write(3);
    expect(await pruneAudit(ctx, new Date("2021-01-01"))).toBe(5);
    expect(await db().auditEvent.findMany({ orderBy: { seq: "asc" }, select: { seq: true } })).toEqual(
      [6, 7, 8, 9].map((seq) => ({ seq })),
    );
    expect(await row(9)).toMatchObject({ action: "audit.prune", details: { throughSeq: 5, removed: 5 } });
    expect(await verifyAudit()).toEqual({ ok: true, checked: 4 });
    expect(await pruneAudit(ctx, new Date("2021-01-01"))).toBe(0);
    expect(await pruneAudit(ctx, new Date(Date.now() + 1000))).toBe(4);
    await write(2);
    expect(await verifyAudit()).toEqual({ ok: true, checked: 3 });
    await db().auditEvent.delete({ where: { seq: 10 } });
    expect((await verifyAudit()).ok).toBe(false);
  });

  test("follows the site's setting, and keeps everything where there is none", async () => {
    await writeOld(2);
    expect(await applyRetention()).toBe(0);
    const set = (auditRetentionDays: unknown) => client.patch("/api/admin/settings", { auditRetentionDays });
    expect((await set(0)).status).toBe(400);
    expect((await set(30)).status).toBe(200);
    expect(await applyRetention()).toBe(2);
    expect((await verifyAudit()).ok).toBe(true);
  });
});

describe("reading the trail", () => {
  const list = async (query = "") => {
    const response = await client.get(`${url}${query}`);
    expect(response.status).toBe(200);
    const { items, nextCursor } = (await json(response)) as { items: unknown[]; nextCursor: string | null };
    return { items: items.map((item) => AuditItem.parse(item)), nextCursor };
  };
  const targets = async (query: string) => (await list(query)).items.map(({ target }) => target);

  test("newest first, in pages without a gap, with the shape of the contract", async () => {
    await write(7);
    const seen: number[] = [];
    for (let cursor: string | null = ""; cursor !== null;) {
      const page = await list(`?limit=3${cursor && `&cursor=${cursor}`}`);
      seen.push(...page.items.map(({ seq }) => seq));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual([7, 6, 5, 4, 3, 2, 1]);
    const { hash, prevHash } = await row(7);
    expect((await list("?limit=1")).items).toEqual([
      {
        seq: 7,
        at: expect.any(String),
        actor: { kind: "system", id: "test" },
        action: "model.pin",
        outcome: "ok",
        target: "7",
        requestId: "system-test",
        hash,
        prevHash,
      },
    ]);
  });

  test("names the accounts that acted, and finds what they acted on", async () => {
    await write(2);
    await client.patch("/api/admin/settings", { registration: "open" });
    expect((await list("?limit=1")).items[0]?.actor).toEqual({
      kind: "user",
      id: admin.id,
      role: "admin",
      name: admin.name,
    });
    expect(await targets("?target=2")).toEqual(["2"]);
    expect((await client.get(`${url}?target=`)).status).toBe(400);
  });

  test("by action, outcome, actor, email address and time", async () => {
    await write(1);
    await write(1, { action: "model.load", outcome: "failed" });
    await client.patch("/api/admin/settings", { registration: "open" });
    expect(await targets("?action=model.load")).toEqual(["2"]);
    expect(await targets("?outcome=failed")).toEqual(["2"]);
    expect((await list(`?actor=${admin.id}`)).items.map(({ seq }) => seq)).toEqual([3]);
    expect((await list("?actor=grace%40example.org")).items.map(({ seq }) => seq)).toEqual([3]);
    expect(await targets("?actor=test&action=model.pin")).toEqual(["1"]);
    const { at } = await row(1);
    expect((await list(`?from=${at.toISOString()}`)).items).toHaveLength(3);
    expect((await list(`?to=${at.toISOString()}`)).items).toHaveLength(0);
  });

  test("is refused with strange cursors, times and filters, and to everybody but admins", async () => {
    for (const query of ["?cursor=abc", "?from=yesterday", "?limit=0", "?colour=red", "?cursor=c2VxIC0x"])
      expect((await client.get(`${url}${query}`)).status).toBe(400);
    const user = await new TestClient().become(await createUser());
    for (const path of [url, `${url}/export?format=csv`]) expect((await user.get(path)).status).toBe(403);
    expect((await user.post(`${url}/verify`)).status).toBe(403);
    expect(await db().auditEvent.count()).toBe(0);
  });
});

describe("the export", () => {
  test("as lines of JSON holds every row once, its own at the end, over many pages", async () => {
    await writeMany(1003);
    const response = await client.get(`${url}/export?format=jsonl`);
    expect(response.headers.get("content-disposition")).toBe('attachment; filename="audit.jsonl"');
    const lines = (await response.text()).trimEnd().split("\n");
    const seqs = lines.map((line) => AuditItem.parse(JSON.parse(line)).seq);
    expect(seqs).toEqual(Array.from({ length: 1004 }, (_, index) => index + 1));
    expect(await row(1004)).toMatchObject({ action: "audit.export", details: { format: "jsonl" } });
  });

  test("as CSV has a head, takes the same filters, and nothing in it is a formula", async () => {
    await transaction((tx) =>
      appendAudit(tx, ctx, { action: "model.load", outcome: "ok", target: '=cmd|"x"' }),
    );
    await write(2);
    const response = await client.get(`${url}/export?format=csv&action=model.load`);
    expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    const [head, line, ...rest] = (await response.text()).split("\r\n");
    expect(head).toMatch(/^seq,at,actorKind,.*,hash,prevHash$/);
    expect(line).toContain(`,"'=cmd|""x""",`);
    expect(rest).toEqual([""]);
  });

  test("is refused without a format", async () => {
    expect((await client.get(`${url}/export`)).status).toBe(400);
    expect((await client.get(`${url}/export?format=xml`)).status).toBe(400);
  });
});
