import { z } from "zod";

const none = z.strictObject({});
const id = z.string().max(200);
const count = z.number().int().min(0);
const ms = z.number().min(0);
const limit = z.strictObject({
  policy: z.string(),
  quota: z.number(),
  remaining: z.number().optional(),
  /** `local` while the shared store is down. */
  store: z.enum(["memory", "redis", "upstash", "local", "closed"]).optional(),
});

/**
 * Closed list: what may stand in the trail, and what its `details` may hold. Ids, numbers and words of the site; never a
 * secret, never a message's text.
 */
export const auditDetails = {
  "site.setup": none,
  "site-settings.change": none,
  "user.create": none,
  "user.invite": none,
  "user.register": z.strictObject({ provider: z.string().optional(), invite: id.optional() }),
  "user.change": z.strictObject({ endedSessions: count.optional() }),
  "user.sign-in": z.strictObject({ method: z.string() }),
  "user.sign-out": none,
  "user.password-change": z.strictObject({ endedSessions: count }),
  "user.link": z.strictObject({ provider: z.string() }),
  "session.revoke": none,
  "model.switch": z.strictObject({
    switchId: id.optional(),
    accountTier: z.string().optional(),
    /** Why the target was allowed or not: `matrix`, `grant:<id>`, `admin`, `none`. */
    rule: z.string().max(200).optional(),
    /** Variant of the tier selector's flag that this user saw. */
    flag: z.string().max(100).optional(),
    limit: limit.optional(),
    /** From the request's arrival. */
    elapsedMs: ms.optional(),
    readyMs: ms.optional(),
    timings: z.record(z.string(), ms.nullable()).optional(),
    conversationId: id.optional(),
    undoes: id.optional(),
    replayOf: id.optional(),
    /** How the conversation was made to fit. */
    onMisfit: z.string().max(40).optional(),
    /** Refusals that this row stands for. */
    count: count.optional(),
  }),
  "model.use": z.strictObject({
    through: z.enum(["chat", "regenerate", "api"]),
    conversationId: id.optional(),
    accountTier: z.string(),
    requiredTier: z.string().optional(),
  }),
  "model.load": none,
  "model.unload": z.strictObject({ drainMs: ms.optional(), force: z.boolean().optional() }),
  "model.pin": z.strictObject({ pinned: z.boolean() }),
  "model.download": z.strictObject({ id: z.string() }),
  "conversation.delete": none,
  "profile.change": none,
  "permissions.change": z.strictObject({ version: count }),
  "tier.create": z.strictObject({ version: count }),
  "tier.change": z.strictObject({ version: count }),
  "tier.delete": z.strictObject({ version: count }),
  "grant.create": z.strictObject({ grantId: id }),
  "grant.end": z.strictObject({ grantId: id }),
  "upgrade.request": z.strictObject({ upgradeRequestId: id }),
  "upgrade.decide": z.strictObject({ upgradeRequestId: id, grantId: id.optional() }),
  "upgrade.checkout": z.strictObject({ checkoutId: id }),
  "upgrade.purchase": z.strictObject({ eventId: id, eventType: z.string().max(100) }),
  "flag.change": z.strictObject({ version: count }),
  "audit.verify": z.strictObject({ checked: count, firstBadSeq: count.optional() }),
  "audit.export": z.strictObject({ format: z.enum(["csv", "jsonl"]) }),
  "audit.prune": z.strictObject({ throughSeq: count, removed: count }),
} as const satisfies Record<string, z.ZodType>;

export type AuditAction = keyof typeof auditDetails;
export type AuditDetails<A extends AuditAction> = z.input<(typeof auditDetails)[A]>;

/** All of them, for filters. */
export const auditActions = Object.keys(auditDetails) as [AuditAction, ...AuditAction[]];
