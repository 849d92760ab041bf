import { db, Prisma, type Transaction } from "@/lib/db/client";
import type { AuditEvent, Session, Switch, TierGrant, User, UserSettings } from "@/lib/db/generated/client";
import { inGroups } from "@/lib/shared/in-groups";
import { singleton } from "@/lib/shared/singleton";

interface Tables {
  AuditEvent: AuditEvent;
  Session: Session;
  Switch: Switch;
  TierGrant: TierGrant;
  User: User;
  UserSettings: UserSettings;
}
type Table = keyof Tables;
type Column<T extends Table> = keyof Tables[T] & string;

const name = (word: string) => Prisma.raw(`"${word}"`);

/**
 * Whole rows of one table by one column, for what every request asks: Prisma's query compiler costs several times what
 * SQLite does for them.
 */
export function rowsBy<T extends Table>(
  tx: Transaction,
  table: T,
  column: Column<T>,
  values: readonly string[],
): Promise<Tables[T][]> {
  if (!values.length) return Promise.resolve([]);
  return tx.$queryRaw`SELECT * FROM ${name(table)} WHERE ${name(column)} IN (${Prisma.join([...values])})`;
}

/** Rows of one table by one value of a column; those who ask at the same time share one query. */
export function sharedRowsBy<T extends Table>(
  table: T,
  column: Column<T>,
  value: string,
): Promise<Tables[T][]> {
  return singleton(`rows of ${table} by ${column}`, () =>
    inGroups(async (values: string[]) => {
      const rows = await rowsBy(db(), table, column, values);
      return values.map((one) => rows.filter((row) => row[column] === one));
    }),
  )(value);
}

/**
 * Inserts whole rows with one statement, whatever their number: createMany compiles each row anew.
 * @throws P2010 of a unique index (isUniqueViolation knows it)
 */
export async function insertRows<T extends Table>(
  tx: Transaction,
  table: T,
  rows: readonly Tables[T][],
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first);
  const values = columns.map((column) => Prisma.raw(`value ->> '${column}'`));
  const json = JSON.stringify(rows.map(stored));
  await tx.$executeRaw`INSERT INTO ${name(table)} (${Prisma.join(columns.map(name))}) SELECT ${Prisma.join(values)} FROM json_each(${json})`;
}

/** A row's values as Prisma stores them: times as text, JSON as text. */
function stored(row: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      value instanceof Date
        ? storedTime(value)
        : typeof value === "object" && value !== null
          ? JSON.stringify(value)
          : value,
    ]),
  );
}

/** As the adapter writes a time, so that times compare as text. */
export function storedTime(time: Date): string {
  return time.toISOString().replace("Z", "+00:00");
}
