import { z } from "zod";
import { Time } from "./selection";

/** One row of the trail, as admins read it. */
export const AuditItem = z.object({
  seq: z.number().int(),
  at: Time,
  actor: z.object({
    kind: z.enum(["user", "api_key", "system"]),
    id: z.string().optional(),
    role: z.string().optional(),
    /** Of an account that is still there; in lists only, it is no part of the chain. */
    name: z.string().optional(),
  }),
  action: z.string(),
  outcome: z.string(),
  target: z.string().optional(),
  from: z.unknown().optional(),
  to: z.unknown().optional(),
  reason: z.string().optional(),
  details: z.unknown().optional(),
  requestId: z.string(),
  hash: z.string(),
  prevHash: z.string(),
});
export type AuditItem = z.infer<typeof AuditItem>;

const filters = {
  action: z.string().max(60).optional(),
  /** An id, or the email address of an account. */
  actor: z.string().max(254).optional(),
  outcome: z.string().max(60).optional(),
  /** What it was done to: a model's name, a tier, an id, or a part of it. */
  target: z.string().min(1).max(300).optional(),
  /** From this time on. */
  from: z.iso.datetime({ offset: true }).optional(),
  /** Before this time. */
  to: z.iso.datetime({ offset: true }).optional(),
};

export const AuditFilter = z.strictObject(filters);
export type AuditFilter = z.infer<typeof AuditFilter>;
export const AuditQuery = z.strictObject({
  ...filters,
  cursor: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});
export type AuditQuery = z.infer<typeof AuditQuery>;
export const AuditExportQuery = z.strictObject({ ...filters, format: z.enum(["csv", "jsonl"]) });
export type AuditExportQuery = z.infer<typeof AuditExportQuery>;

export const VerificationAnswer = z.object({
  ok: z.boolean(),
  checked: z.number().int(),
  firstBadSeq: z.number().int().optional(),
});
