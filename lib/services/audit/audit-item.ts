import type { AuditFilter, AuditItem } from "@/lib/contract/audit";
import { db, type Prisma } from "@/lib/db/client";

export function toAuditItem(row: Prisma.AuditEventModel): AuditItem {
  const { seq, at, action, outcome, target, from, to, reason, details, requestId, hash, prevHash } = row;
  return {
    seq,
    at: at.toISOString(),
    actor: {
      kind: row.actorKind === "system" || row.actorKind === "api_key" ? row.actorKind : "user",
      ...(row.actorId !== null && { id: row.actorId }),
      ...(row.actorRole !== null && { role: row.actorRole }),
    },
    action,
    outcome,
    ...(target !== null && { target }),
    ...(from !== null && { from }),
    ...(to !== null && { to }),
    ...(reason !== null && { reason }),
    ...(details !== null && { details }),
    requestId,
    hash,
    prevHash,
  };
}

/** The rows that a filter means; an email address stands for its account. */
export async function auditWhere(filter: AuditFilter): Promise<Prisma.AuditEventWhereInput> {
  const { action, actor, outcome, target, from, to } = filter;
  const account = actor?.includes("@")
    ? await db().user.findUnique({ where: { email: actor.toLowerCase() }, select: { id: true } })
    : null;
  return {
    ...(action !== undefined && { action }),
    ...(outcome !== undefined && { outcome }),
    ...(target !== undefined && { target: { contains: target } }),
    ...(actor !== undefined && { actorId: account?.id ?? actor }),
    ...((from !== undefined || to !== undefined) && {
      at: {
        ...(from !== undefined && { gte: new Date(from) }),
        ...(to !== undefined && { lt: new Date(to) }),
      },
    }),
  };
}
