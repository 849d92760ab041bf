import { db } from "@/lib/db/client";

/** The trail's rows of one action, oldest first, without what differs from run to run. */
export async function auditRows(action: string) {
  const rows = await db().auditEvent.findMany({ where: { action }, orderBy: { seq: "asc" } });
  return rows.map(({ outcome, actorId, target, from, to, reason, details }) => ({
    outcome,
    actorId,
    target,
    from,
    to,
    reason,
    details,
  }));
}
