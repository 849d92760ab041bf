import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createClient as createLibsql, type Client } from "@libsql/client";
import { beforeEach, describe, expect, test } from "vitest";
import { createClient } from "@/lib/db/client";
import { migrate, readMigrations, type Migration } from "@/lib/db/migrate";
import { seed, seededTiers } from "@/lib/db/seed";
import { schemaSql } from "@/scripts/schema-sql.mjs";
import { temporaryFolder } from "@/tests/setup/database";
import { ended, runProcess, startProcess } from "@/tests/setup/processes/run";

let folder: string;
let url: string;
const migrations = readMigrations();

beforeEach(() => {
  folder = temporaryFolder();
  url = `file:${path.join(folder, "new/folder/test.db")}`;
});

async function rows(sql: string, at = url): Promise<Record<string, unknown>[]> {
  const client = createLibsql({ url: at });
  try {
    return (await client.execute(sql)).rows.map((row) => ({ ...row }));
  } finally {
    client.close();
  }
}

/** Tables, columns, indexes and foreign keys, in an order that does not depend on how they came to be. */
async function describeSchema(at: string): Promise<unknown> {
  const tables = await rows(
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> '_prisma_migrations' ORDER BY name`,
    at,
  );
  const described: Record<string, unknown> = {};
  for (const { name } of tables) {
    const columns = await rows(
      `SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_info('${name}') ORDER BY name`,
      at,
    );
    const keys = await rows(
      `SELECT "table", "from", "to", on_update, on_delete FROM pragma_foreign_key_list('${name}') ORDER BY "from"`,
      at,
    );
    const indexes = await rows(
      `SELECT list.name AS name, list."unique" AS uniq, group_concat(info.name) AS columns
       FROM pragma_index_list('${name}') list, pragma_index_info(list.name) info GROUP BY list.name ORDER BY list.name`,
      at,
    );
    described[String(name)] = { columns, keys, indexes };
  }
  return described;
}

describe("migrations", () => {
  test("end where the schema is", async () => {
    await migrate(url);
    const fresh = `file:${path.join(folder, "schema.db")}`;
    const client: Client = createLibsql({ url: fresh });
    await client.executeMultiple(await schemaSql());
    client.close();
    const described = await describeSchema(url);
    expect(described).toEqual(await describeSchema(fresh));
    expect(described).toHaveProperty("User");
  });

  test("are applied once, and say which ones", async () => {
    expect(await migrate(url)).toEqual(migrations.map(({ name }) => name));
    expect(await migrate(url)).toEqual([]);
    expect(await rows("PRAGMA journal_mode")).toEqual([{ journal_mode: "wal" }]);
  });

  test("map users without a tier to standard, and keep the rows that hang on them", async () => {
    await migrate(url, migrations.slice(0, 1));
    const client = createLibsql({ url });
    const now = Date.now();
    await client.executeMultiple(`
      INSERT INTO "Tier" (id, displayName, position) VALUES ('standard', 'Standard', 0), ('pro', 'Pro', 1);
      INSERT INTO "User" (id, email, name, accountTier, updatedAt) VALUES
        ('none', 'none@example.org', 'Nona', NULL, ${now}),
        ('empty', 'empty@example.org', 'Emil', '', ${now}),
        ('pro', 'pro@example.org', 'ÖDÖN Pro', 'pro', ${now});
      INSERT INTO "Credential" (userId, passwordHash, updatedAt) VALUES ('none', 'hash', ${now});
      INSERT INTO "Session" (id, userId, expiresAt) VALUES ('session', 'none', ${now});
      INSERT INTO "UserSettings" (userId, activeModel, updatedAt) VALUES ('none', 'a.gguf', ${now});
      INSERT INTO "Conversation" (id, userId) VALUES ('chat', 'none');
      INSERT INTO "Message" (id, conversationId, role, parts, status) VALUES ('m', 'chat', 'user', '[]', 'completed');
      INSERT INTO "TierGrant" (id, userId, tierId) VALUES ('grant', 'empty', 'pro');
    `);
    client.close();

    expect(await migrate(url)).toEqual(migrations.slice(1).map(({ name }) => name));

    expect(await rows(`SELECT id, accountTier FROM "User" ORDER BY id`)).toEqual([
      { id: "empty", accountTier: "standard" },
      { id: "none", accountTier: "standard" },
      { id: "pro", accountTier: "pro" },
    ]);
    const children = ["Credential", "Session", "UserSettings", "Conversation", "Message", "TierGrant"];
    const counts = children.map((table) => `SELECT '${table}' AS name, count(*) AS n FROM "${table}"`);
    expect(await rows(counts.join(" UNION ALL "))).toEqual(children.map((name) => ({ name, n: 1 })));
    // The rebuilt table is still the one that the others point at.
    const site = createClient(url);
    await site.user.delete({ where: { id: "none" } });
    expect(await site.message.count()).toBe(0);
    await expect(
      site.session.create({ data: { userId: "nobody", expiresAt: new Date() } }),
    ).rejects.toMatchObject({ code: "P2003" });
    await site.$disconnect();
  });

  test("one that fails leaves the database as it was, and its name in the message", async () => {
    await migrate(url, migrations.slice(0, 1));
    const before = await describeSchema(url);
    const broken: Migration = {
      name: "0009_broken",
      sql: `CREATE TABLE "Half" (id TEXT); DROP TABLE "Session"; INSERT INTO "Nowhere" VALUES (1);`,
    };
    await expect(migrate(url, [...migrations.slice(0, 1), broken])).rejects.toThrow(
      /0009_broken failed and was undone: .*Nowhere/,
    );
    expect(await describeSchema(url)).toEqual(before);
    expect(await migrate(url)).toEqual(migrations.slice(1).map(({ name }) => name));
  });

  test("one that leaves rows pointing at nothing is refused", async () => {
    await migrate(url);
    const client = createLibsql({ url });
    const now = Date.now();
    await client.executeMultiple(`INSERT INTO "User" (id, email, name, updatedAt) VALUES ('u', 'u@example.org', 'U', ${now});
      INSERT INTO "Conversation" (id, userId) VALUES ('chat', 'u');`);
    client.close();
    const orphaning: Migration = { name: "0009_orphans", sql: `DELETE FROM "User";` };
    await expect(migrate(url, [...migrations, orphaning])).rejects.toThrow(/1 rows that point at nothing/);
    expect(await rows(`SELECT id FROM "User"`)).toEqual([{ id: "u" }]);
  });

  test("one that was edited after it had been applied is refused by name", async () => {
    await migrate(url);
    const edited = migrations.map((one, at) => (at === 1 ? { ...one, sql: `${one.sql}\n-- edited` } : one));
    await expect(migrate(url, edited)).rejects.toThrow(
      /^Migration 0002_account_tier was changed after it had been applied/,
    );
  });

  test(
    "a process that is killed in the middle of one leaves the old database usable",
    { timeout: 60_000 },
    async () => {
      await migrate(url);
      const site = createClient(url);
      await seed(site);
      const withEndless = path.join(folder, "migrations");
      for (const { name, sql } of [
        ...migrations,
        {
          name: "0009_endless",
          sql: `CREATE TABLE "Half" (id TEXT); DROP TABLE "Session";
          CREATE TABLE "Never" AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n;`,
        },
      ]) {
        mkdirSync(path.join(withEndless, name), { recursive: true });
        writeFileSync(path.join(withEndless, name, "migration.sql"), sql);
      }
      const child = startProcess("migrate", [url, withEndless]);
      const end = ended(child);
      // It is in the middle when it holds the write lock and does not let go.
      const prober = createLibsql({ url, timeout: 0 });
      let refused = 0;
      while (refused < 20 && child.exitCode === null) {
        const free = await prober.execute("BEGIN IMMEDIATE").then(
          () => prober.execute("ROLLBACK").then(() => true),
          () => false,
        );
        refused = free ? 0 : refused + 1;
        await new Promise(setImmediate);
      }
      expect(child.exitCode).toBeNull();
      child.kill("SIGKILL");
      await end;
      prober.close();

      expect(await site.tier.count()).toBe(seededTiers.length);
      expect(await site.session.count()).toBe(0);
      expect(await rows(`SELECT name FROM sqlite_schema WHERE name IN ('Half', 'Never')`)).toEqual([]);
      expect(await migrate(url)).toEqual([]);
      await site.$disconnect();
    },
  );

  test(
    "of three processes at once each comes through, and every migration is applied once",
    { timeout: 60_000 },
    async () => {
      const printed = await Promise.all([1, 2, 3].map(() => runProcess("migrate", [url])));
      const applied = printed.flatMap((text) => JSON.parse(text) as string[]);
      expect(applied.toSorted()).toEqual(migrations.map(({ name }) => name));
      expect(await rows(`SELECT count(*) AS n FROM "Tier"`)).toEqual([{ n: seededTiers.length }]);
      expect(await rows(`SELECT count(*) AS n FROM "TierPermission"`)).toEqual([{ n: 5 }]);
    },
  );
});

describe("the seed", () => {
  test("gives a new site its tiers in order and their matrix", async () => {
    await migrate(url);
    const site = createClient(url);
    await seed(site);
    const tiers = await site.tier.findMany({ orderBy: { position: "asc" }, include: { permissions: true } });
    expect(tiers.map((tier) => [tier.id, tier.permissions.map((p) => p.tierId).toSorted()])).toEqual([
      ["standard", ["standard"]],
      ["pro", ["pro", "standard"]],
      ["code", ["code", "standard"]],
    ]);
    await site.$disconnect();
  });

  test("leaves alone what an admin changed or removed", async () => {
    await migrate(url);
    const site = createClient(url);
    await seed(site);
    await site.tier.delete({ where: { id: "code" } });
    await site.tier.update({ where: { id: "pro" }, data: { displayName: "Premium" } });
    await seed(site);
    expect(
      await site.tier.findMany({ orderBy: { id: "asc" }, select: { id: true, displayName: true } }),
    ).toEqual([
      { id: "pro", displayName: "Premium" },
      { id: "standard", displayName: "Standard" },
    ]);
    await site.$disconnect();
  });
});
