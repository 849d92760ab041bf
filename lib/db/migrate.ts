import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { createClient as createLibsql, type Client } from "@libsql/client";
import { databaseFile } from "@/lib/db/database-file";

/** Same table as Prisma's own, so that an operator's `prisma migrate deploy` agrees. */
const createTable = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" TEXT PRIMARY KEY NOT NULL, "checksum" TEXT NOT NULL, "finished_at" DATETIME, "migration_name" TEXT NOT NULL,
  "logs" TEXT, "rolled_back_at" DATETIME, "started_at" DATETIME NOT NULL DEFAULT current_timestamp,
  "applied_steps_count" INTEGER UNSIGNED NOT NULL DEFAULT 0)`;

export interface Migration {
  name: string;
  sql: string;
}

/** `prisma/migrations/<name>/migration.sql`, in order of name. */
export function readMigrations(folder = path.join(process.cwd(), "prisma/migrations")): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => ({ name, sql: readFileSync(path.join(folder, name, "migration.sql"), "utf8") }));
}

/** The folder of a `file:` database exists afterwards. */
export function ensureDatabaseFolder(url: string): void {
  const file = databaseFile(url);
  if (file !== ":memory:") mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
}

/**
 * Applies what is missing, each migration in one transaction: a crash in the middle leaves the old database as it was.
 * Two processes at once: the second waits for the first's lock and then finds nothing to do.
 * @returns names of the migrations that were applied now
 * @throws Error naming the migration, when its SQL fails or an applied one was edited afterwards
 */
export async function migrate(url: string, migrations: Migration[] = readMigrations()): Promise<string[]> {
  ensureDatabaseFolder(url);
  const client = createLibsql({ url, timeout: 10_000 });
  try {
    await client.execute("PRAGMA journal_mode = WAL");
    await client.execute(createTable);
    const applied: string[] = [];
    for (const migration of migrations) if (await applyOnce(client, migration)) applied.push(migration.name);
    return applied;
  } finally {
    client.close();
  }
}

async function applyOnce(client: Client, { name, sql }: Migration): Promise<boolean> {
  const checksum = createHash("sha256").update(sql).digest("hex");
  // Tables are rebuilt by create, copy, drop, rename: with foreign keys on, the drop would cascade into other tables.
  // The pragma is a no-op inside a transaction, so it stands before it; both run on one connection.
  await client.execute("PRAGMA foreign_keys = OFF");
  const tx = await client.transaction("write");
  try {
    const known = await tx.execute({
      sql: `SELECT checksum FROM "_prisma_migrations" WHERE migration_name = ? AND finished_at IS NOT NULL AND rolled_back_at IS NULL`,
      args: [name],
    });
    const row = known.rows[0];
    if (row && row.checksum !== checksum) throw new EditedMigration();
    if (row) return false;
    await tx.executeMultiple(sql);
    const broken = await tx.execute("PRAGMA foreign_key_check");
    if (broken.rows.length) throw new Error(`it leaves ${broken.rows.length} rows that point at nothing`);
    await tx.execute({
      sql: `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, finished_at, applied_steps_count) VALUES (?, ?, ?, ?, 1)`,
      args: [randomUUID(), checksum, name, Date.now()],
    });
    await tx.commit();
    return true;
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    if (error instanceof EditedMigration) throw new Error(`Migration ${name} ${what}`, { cause: error });
    throw new Error(`Migration ${name} failed and was undone: ${what}`, { cause: error });
  } finally {
    // Rolls back whatever was not committed.
    tx.close();
  }
}

class EditedMigration extends Error {
  override message = "was changed after it had been applied; put its file back as it was.";
}
