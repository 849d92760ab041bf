import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createClient, db } from "@/lib/db/client";
import type { PrismaClient } from "@/lib/db/generated/client";
import { migrate } from "@/lib/db/migrate";
import { seed } from "@/lib/db/seed";

export interface TestDatabase {
  url: string;
  /** The site's own client (`db()`) now speaks to this database. */
  client: PrismaClient;
  /** A folder of its own, deleted when the process ends; also DATA_DIR. */
  folder: string;
}

/** Everything that lib/shared/singleton.ts keeps, so that the next reader starts afresh. */
export function forgetSingletons(): void {
  const store = globalThis as unknown as Record<symbol, unknown>;
  for (const symbol of Object.getOwnPropertySymbols(globalThis)) {
    const name = Symbol.keyFor(symbol);
    if (name?.startsWith("switchyard.") && name !== "switchyard.test-request") delete store[symbol];
  }
}

/** A folder under the system's temporary one, deleted when the process ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "switchyard-test-"));
  if (folders.length === 0)
    process.once("exit", () => {
      for (const old of folders) rmSync(old, { recursive: true, force: true });
    });
  folders.push(folder);
  return folder;
}
const folders: string[] = [];

/**
 * A migrated and seeded SQLite file that the site's own code uses from now on. Call it in `beforeAll` (one database
 * a file) or `beforeEach`.
 * @param environment further variables, such as NEXTAUTH_URL; they hold until the next call
 */
export async function createTestDatabase(environment: Record<string, string> = {}): Promise<TestDatabase> {
  forgetSingletons();
  const folder = temporaryFolder();
  const url = `file:${path.join(folder, "test.db")}`;
  for (const name of overridden) delete process.env[name];
  overridden = Object.keys(environment);
  Object.assign(process.env, {
    DATABASE_URL: url,
    DATA_DIR: folder,
    NEXTAUTH_SECRET: "a-secret-for-tests-only",
    AUTH_TRUST_HOST: "1",
    ...environment,
  });
  copyFileSync(await template(), path.join(folder, "test.db"));
  return { url, client: db(), folder };
}
let overridden: string[] = [];

/** Migrated and seeded once a process; every test database is a copy of it. */
function template(): Promise<string> {
  return (madeTemplate ??= makeTemplate());
}
let madeTemplate: Promise<string> | undefined;

async function makeTemplate(): Promise<string> {
  const folder = temporaryFolder();
  const url = `file:${path.join(folder, "made.db")}`;
  await migrate(url);
  const client = createClient(url);
  await seed(client);
  const file = path.join(folder, "template.db");
  await client.$executeRawUnsafe(`VACUUM INTO '${file}'`);
  await client.$disconnect();
  // As the site's own database is; VACUUM INTO does not keep it.
  const made = createClient(`file:${file}`);
  await made.$queryRaw`PRAGMA journal_mode = WAL`;
  await made.$disconnect();
  return file;
}
