import { auditActions } from "@/lib/audit/actions";

/** What may stand in the trail, for filters. */
export function listAuditActions(): string[] {
  return [...auditActions];
}
