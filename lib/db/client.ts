import { Prisma, PrismaClient } from "@/lib/db/generated/client";
import { OneConnection } from "@/lib/db/one-connection";
import { onDisk } from "@/lib/db/on-disk";
import { env } from "@/lib/env";
import { singleton } from "@/lib/shared/singleton";

export { Prisma } from "@/lib/db/generated/client";

/** The JSON value null in a required column; a plain null would mean SQL's. */
export const jsonNull = Prisma.JsonNull;

/** A client inside a transaction. Never await network, hashing or the sidecar while one is open. */
export type Transaction = Prisma.TransactionClient;

/** A client for one database file. `timeout` is SQLite's busy timeout, for other processes that write. */
export function createClient(url: string): PrismaClient {
  return new PrismaClient({
    adapter: new OneConnection({ url, timeout: 5000 }),
    // One mutex serialises everything on SQLite: bursts wait, they do not fail.
    transactionOptions: { maxWait: 15_000, timeout: 15_000 },
  });
}

/** The site's database. */
export function db(): PrismaClient {
  return singleton("db", () => createClient(env().DATABASE_URL));
}

/**
 * One transaction: load, change, audit. It holds the write lock from its beginning (one-connection.ts): what it reads
 * stays true until its end, and what it wrote is on the disk when this resolves. Rolls back when `run` throws.
 */
export async function transaction<T>(run: (tx: Transaction) => Promise<T>): Promise<T> {
  const result = await db().$transaction(run);
  await onDisk();
  return result;
}
