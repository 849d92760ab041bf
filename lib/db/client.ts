import { PrismaLibSql } from "@prisma/adapter-libsql";
import { Prisma, PrismaClient } from "@/lib/db/generated/client";
import { env } from "@/lib/env";
import { singleton } from "@/lib/shared/singleton";

export type { Prisma } from "@/lib/db/generated/client";

/** The JSON value null in a required column; a plain null would mean SQL's. */
export const jsonNull = Prisma.JsonNull;

/** A client inside a transaction. Never await network, hashing or the sidecar while one is open. */
export type Transaction = Prisma.TransactionClient;

/** A client for one database file. `timeout` is SQLite's busy timeout: the adapter opens a connection per transaction, so a PRAGMA would be lost. */
export function createClient(url: string): PrismaClient {
  return new PrismaClient({
    adapter: new PrismaLibSql({ url, timeout: 5000 }),
    // One mutex serialises everything on SQLite: bursts wait, they do not fail.
    transactionOptions: { maxWait: 15_000, timeout: 15_000 },
  });
}

/** The site's database. */
export function db(): PrismaClient {
  return singleton("db", () => createClient(env().DATABASE_URL));
}

/**
 * Takes SQLite's write lock before anything is read. The adapter begins deferred: a transaction that read first can not
 * write any more once another process has written, and fails.
 */
export async function lockForWriting(tx: Transaction): Promise<void> {
  await tx.$executeRaw`UPDATE "SiteSetting" SET "version" = "version" WHERE "key" = ''`;
}

/** One transaction: load, change, audit. Rolls back when `run` throws. */
export function transaction<T>(run: (tx: Transaction) => Promise<T>): Promise<T> {
  return db().$transaction(async (tx) => {
    await lockForWriting(tx);
    return run(tx);
  });
}
