import { createHash } from "node:crypto";
import type { Context } from "@/lib/access/actor";
import { lockForWriting, type Prisma, type Transaction } from "@/lib/db/client";

/** Closed list: what may stand in the trail. */
export const auditActions = [
  "site.setup",
  "site-settings.change",
  "user.create",
  "user.register",
  "user.change",
  "user.sign-in",
  "user.sign-out",
  "user.password-change",
  "user.link",
  "session.revoke",
  "model.switch",
  "model.load",
  "model.unload",
  "model.pin",
  "conversation.delete",
] as const;
export type AuditAction = (typeof auditActions)[number];

export interface AuditEntry {
  action: AuditAction;
  /** `ok`, or the action's own outcomes, such as active, denied, rolled_back for model.switch. */
  outcome: string;
  target?: string;
  from?: Prisma.InputJsonValue;
  to?: Prisma.InputJsonValue;
  reason?: string;
  details?: Prisma.InputJsonValue;
}

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
 * written, the change did not happen. Writers are serialised by SQLite's one writer; `seq` and `prevHash` agree.
 */
export async function appendAudit(tx: Transaction, ctx: Context, entry: AuditEntry): Promise<void> {
  // Before the last row is read, so that two transactions never chain to the same row.
  await lockForWriting(tx);
  const last = await tx.auditEvent.findFirst({ orderBy: { seq: "desc" }, select: { seq: true, hash: true } });
  const row = {
    seq: (last?.seq ?? 0) + 1,
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
    details: entry.details,
    requestId: ctx.requestId,
    prevHash: last?.hash ?? genesisHash,
  };
  await tx.auditEvent.create({ data: { ...row, hash: auditHash(row) } });
}

/** sha256 over the row without its own hash. Absent members and null are one. */
export function auditHash(row: { at: Date } & Record<string, unknown>): string {
  const { hash: _own, at, ...rest } = row;
  const members = Object.entries(rest).filter(([, value]) => value !== null && value !== undefined);
  return createHash("sha256")
    .update(canonicalJson({ at: at.toISOString(), ...Object.fromEntries(members) }))
    .digest("hex");
}
