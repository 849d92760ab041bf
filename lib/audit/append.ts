import { createHash } from "node:crypto";
import type { Context } from "@/lib/access/actor";
import { auditDetails, type AuditAction, type AuditDetails } from "@/lib/audit/actions";
import type { Prisma, Transaction } from "@/lib/db/client";
import type { AuditEvent } from "@/lib/db/generated/client";
import { insertRows } from "@/lib/db/rows";

interface EntryBase {
  /** `ok`, or the action's own outcomes, such as active, denied, rolled_back for model.switch. */
  outcome: string;
  target?: string;
  from?: Prisma.InputJsonValue;
  to?: Prisma.InputJsonValue;
  reason?: string;
}

/** One row; `details` are the action's own. */
export type AuditEntry = {
  [A in AuditAction]: EntryBase & { action: A; details?: AuditDetails<A> };
}[AuditAction];

export const headId = "head";

type Head = Pick<AuditEvent, "seq" | "hash">;

/** Hash of the row before the first. */
export const genesisHash = "0".repeat(64);

/** Keys in a fixed order at every depth, so that the same row always hashes the same. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/**
 * Appends one row to the hash chain, inside the transaction of the change that it tells of: if the row can not be
 * written, the change did not happen. Every transaction holds SQLite's write lock from its beginning, so that two never
 * chain to the same row. The chain goes on from its head and not from the last row: a row that was cut off the end is
 * missed for good.
 * @throws ZodError for details that the action does not have
 */
export function appendAudit(tx: Transaction, ctx: Context, entry: AuditEntry): Promise<void> {
  return appendAudits(tx, [{ ctx, entry }]);
}

/** The same with several rows, in their order. */
export async function appendAudits(
  tx: Transaction,
  entries: readonly { ctx: Context; entry: AuditEntry }[],
): Promise<void> {
  let head = (await readHead(tx)) ?? (await lostHead(tx));
  const rows = entries.map(({ ctx, entry }) => {
    const row = auditRow(ctx, entry, head);
    head = { seq: row.seq, hash: row.hash };
    return row;
  });
  await insertRows(tx, "AuditEvent", rows);
  const { seq, hash } = head;
  const moved =
    await tx.$executeRaw`UPDATE "AuditHead" SET "seq" = ${seq}, "hash" = ${hash} WHERE "id" = ${headId}`;
  if (!moved) await tx.auditHead.create({ data: { id: headId, seq, hash } });
}

async function readHead(tx: Transaction): Promise<Head | undefined> {
  const [head] = await tx.$queryRaw<Head[]>`SELECT "seq", "hash" FROM "AuditHead" WHERE "id" = ${headId}`;
  return head;
}

/** The row that follows `head`. */
function auditRow({ actor, requestId }: Context, entry: AuditEntry, head: Head): AuditEvent {
  const details = entry.details && auditDetails[entry.action].parse(entry.details);
  const row = {
    seq: head.seq + 1,
    at: new Date(),
    // Nobody signed in yet: a user without an id.
    actorKind: actor.kind === "anonymous" ? "user" : actor.kind,
    actorId: actor.kind === "user" ? actor.id : actor.kind === "system" ? actor.name : null,
    actorRole: actor.kind === "user" ? actor.role : null,
    action: entry.action,
    outcome: entry.outcome,
    target: entry.target ?? null,
    from: plain(entry.from),
    to: plain(entry.to),
    reason: entry.reason ?? null,
    details: plain(details),
    requestId,
    prevHash: head.hash,
  };
  return { ...row, hash: auditHash(row) };
}

/** JSON as it is read again: without what is undefined. */
function plain(value: unknown): Prisma.JsonValue {
  return value === undefined ? null : (JSON.parse(JSON.stringify(value)) as Prisma.JsonValue);
}

/** The head is never removed by the site. Work goes on, with a gap of one number that every verification will show. */
async function lostHead(tx: Transaction): Promise<Head> {
  const last = await tx.auditEvent.findFirst({ orderBy: { seq: "desc" }, select: { seq: true, hash: true } });
  return { seq: (last?.seq ?? 0) + 1, hash: last?.hash ?? genesisHash };
}

/** sha256 over the row without its own hash. Absent members and null are one. */
export function auditHash(row: { at: Date } & Record<string, unknown>): string {
  const { hash: _own, at, ...rest } = row;
  const members = Object.entries(rest).filter(([, value]) => value !== null && value !== undefined);
  return createHash("sha256")
    .update(canonicalJson({ at: at.toISOString(), ...Object.fromEntries(members) }))
    .digest("hex");
}
