import type { Client, Config, Transaction } from "@libsql/client";
import { PrismaLibSql } from "@prisma/adapter-libsql";

/**
 * Prisma's adapter for SQLite on one connection. libsql's own client gives its connection away with every transaction,
 * and the next one reads the whole schema anew, which costs more than most transactions do. The adapter does one thing at
 * a time, so that one connection is enough.
 */
export class OneConnection extends PrismaLibSql {
  override createClient(config: Config): Client {
    const client = super.createClient(config);
    // In WAL mode the database is whole after a power cut either way. Without this each COMMIT would hold everybody up for
    // as long as the disk takes, 100 ms and more while a model is being downloaded; transaction() waits beside them.
    // What is wrong with the file is told by the first query.
    client.execute("PRAGMA synchronous = NORMAL").catch(() => {});
    client.transaction = async () => {
      // Immediate: one that read first can not write any more once another process has written, and fails.
      await client.execute("BEGIN IMMEDIATE");
      return transactionOn(client);
    };
    return client;
  }
}

/** As much of libsql's transaction as Prisma's adapter uses. */
function transactionOn(client: Client): Transaction {
  let closed = false;
  const rollback = async () => {
    closed = true;
    await client.execute("ROLLBACK");
  };
  const unused = () =>
    Promise.reject(new Error("a transaction of this connection runs one statement at a time"));
  return {
    execute: (statement) => client.execute(statement),
    rollback,
    commit: async () => {
      try {
        await client.execute("COMMIT");
        closed = true;
      } catch (error) {
        // The next transaction begins on this connection: what could not be written must not stay open.
        await rollback().catch(() => {});
        throw error;
      }
    },
    close: () => void (closed || rollback().catch(() => {})),
    get closed() {
      return closed;
    },
    batch: unused,
    executeMultiple: unused,
  };
}
