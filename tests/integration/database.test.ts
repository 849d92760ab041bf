import { beforeEach, describe, expect, test } from "vitest";
import { db, transaction } from "@/lib/db/client";
import { insertRows, rowsBy } from "@/lib/db/rows";
import { isUniqueViolation } from "@/lib/shared/storage-errors";
import { createUser } from "@/tests/factories/user";
import { createTestDatabase } from "@/tests/setup/database";

beforeEach(async () => void (await createTestDatabase()));

const mark = (name: string) => db().revision.create({ data: { name } });
const marks = async () =>
  (await db().revision.findMany({ where: { name: { startsWith: "mark" } } })).map(({ name }) => name);

describe("one connection", () => {
  test("a transaction that fails leaves nothing, and the next one begins", async () => {
    const failing = transaction(async (tx) => {
      await tx.revision.create({ data: { name: "mark 1" } });
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    await transaction((tx) => tx.revision.create({ data: { name: "mark 2" } }));
    expect(await marks()).toEqual(["mark 2"]);
  });

  test("so does one whose commit is refused", async () => {
    const failing = transaction(async (tx) => {
      await tx.$executeRaw`PRAGMA defer_foreign_keys = ON`;
      await tx.revision.create({ data: { name: "mark 1" } });
      await tx.session.create({ data: { userId: "nobody", expiresAt: new Date() } });
    });
    await expect(failing).rejects.toThrow(/foreign key/i);
    await mark("mark 2");
    await transaction((tx) => tx.revision.create({ data: { name: "mark 3" } }));
    expect(await marks()).toEqual(["mark 2", "mark 3"]);
  });

  test("who reads or writes beside a transaction waits, and is no part of it", async () => {
    let beside: Promise<unknown> = Promise.resolve();
    const failing = transaction(async (tx) => {
      await tx.revision.create({ data: { name: "mark 1" } });
      beside = Promise.all([mark("mark 2"), marks()]);
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    await beside;
    expect(await marks()).toEqual(["mark 2"]);
  });
});

describe("statements that are written by hand read and write what Prisma does", () => {
  test("rows", async () => {
    const ada = await createUser({ role: "admin" });
    await createUser();
    await db().tierGrant.create({ data: { userId: ada.id, tierId: "pro", until: new Date() } });
    const where = { userId: ada.id };
    expect(await rowsBy(db(), "User", "id", [ada.id])).toEqual(
      await db().user.findMany({ where: { id: ada.id } }),
    );
    expect(await rowsBy(db(), "Session", "userId", [ada.id])).toEqual(await db().session.findMany({ where }));
    expect(await rowsBy(db(), "UserSettings", "userId", [ada.id])).toEqual(
      await db().userSettings.findMany({ where }),
    );
    expect(await rowsBy(db(), "TierGrant", "userId", [ada.id])).toEqual(
      await db().tierGrant.findMany({ where }),
    );
    expect(await rowsBy(db(), "User", "id", [])).toEqual([]);
  });

  test("inserts of switches: numbers, times, JSON, nothing", async () => {
    const { id: userId } = await createUser();
    const row = (id: string) => ({
      id,
      userId,
      conversationId: null,
      state: "active",
      from: null,
      to: {
        provider: "llamacpp",
        model: `a "quoted" ünï\u0000 'model'`,
        profileId: null,
        tier: "pro",
        version: 1.5,
      },
      result: { nested: [1, "2", null, true, {}] },
      error: null,
      undoes: null,
      idempotencyKey: id,
      bodyHash: "",
      committedMs: 1,
      readyMs: 1.25,
      firstTokenMs: null,
      requestId: "123",
      createdAt: new Date("2026-01-02T03:04:05.678Z"),
      endedAt: null,
    });
    const rows = [row("1"), row("true"), row("null")];
    await insertRows(db(), "Switch", rows);
    expect(await db().switch.findMany({ orderBy: { idempotencyKey: "asc" } })).toEqual(
      rows.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    );
    // Times compare with those that Prisma writes.
    await db().switch.create({
      data: {
        ...row("later"),
        from: undefined,
        error: undefined,
        createdAt: new Date("2026-01-02T03:04:05.679Z"),
      },
    });
    const [newest] = await db().switch.findMany({ orderBy: { createdAt: "desc" }, take: 1 });
    expect(newest?.id).toBe("later");
    expect(await db().switch.count({ where: { createdAt: { lt: newest?.createdAt } } })).toBe(3);

    const again = insertRows(db(), "Switch", [row("new"), row("1")]);
    await expect(again).rejects.toSatisfy(isUniqueViolation);
    expect(await db().switch.count()).toBe(4);
  });
});
