import { createHash } from "node:crypto";
import type { Context } from "@/lib/access/actor";
import { auditDetails, type AuditAction, type AuditDetails } from "@/lib/audit/actions";
import { lockForWriting, type Prisma, type Transaction } from "@/lib/db/client";

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
 * written, the change did not happen. Writers are serialised by SQLite's one writer. The chain goes on from its head and
 * not from the last row: a row that was cut off the end is missed for good.
 * @throws ZodError for details that the action does not have
 */
export async function appendAudit(tx: Transaction, ctx: Context, entry: AuditEntry): Promise<void> {
  const details = entry.details && auditDetails[entry.action].parse(entry.details);
  // Before the head is read, so that two transactions never chain to the same row.
  await lockForWriting(tx);
  const head = (await tx.auditHead.findUnique({ where: { id: headId } })) ?? (await lostHead(tx));
  const row = {
    seq: head.seq + 1,
    at: new Date(),
    // Nobody signed in yet: a user without an id.
    actorKind: ctx.actor.kind === "anonymous" ? "user" : ctx.actor.kind,
    actorId: ctx.actor.kind === "user" ? ctx.actor.id : ctx.actor.kind === "system" ? ctx.actor.name : null,
    actorRole: ctx.actor.kind === "user" ? ctx.actor.role : null,
    action: entry.action,
    outcome: entry.outcome,
    target: entry.target ?? null,
    from: entry.from,
    to: entry.to,
    reason: entry.reason ?? null,
    details: details && (JSON.parse(JSON.stringify(details)) as Prisma.InputJsonObject),
    requestId: ctx.requestId,
    prevHash: head.hash,
  };
  const hash = auditHash(row);
  await tx.auditEvent.create({ data: { ...row, hash } });
  const moved = await tx.auditHead.updateMany({ where: { id: headId }, data: { seq: row.seq, hash } });
  if (!moved.count) await tx.auditHead.create({ data: { id: headId, seq: row.seq, hash } });
}

/** The head is never removed by the site. Work goes on, with a gap of one number that every verification will show. */
async function lostHead(tx: Transaction): Promise<{ seq: number; hash: string }> {
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
