import { z } from "zod";
import { EntityId, Time } from "./selection";

export const UpgradeState = z.enum(["pending", "approved", "declined"]);
export type UpgradeState = z.infer<typeof UpgradeState>;

/** `POST /api/upgrade-requests`: `tier` is the account tier that is wished for, a denial's `requiredTier`. */
export const UpgradeInput = z.strictObject({ tier: EntityId, note: z.string().trim().max(500).optional() });
export type UpgradeInput = z.infer<typeof UpgradeInput>;

export const UpgradeRequest = z.object({
  id: z.string(),
  tier: z.string(),
  note: z.string(),
  state: UpgradeState,
  /** An approval that ends. */
  until: Time.nullable(),
  /** What the admin said. */
  reason: z.string().nullable(),
  createdAt: Time,
  decidedAt: Time.nullable(),
});
export type UpgradeRequest = z.infer<typeof UpgradeRequest>;

export const UpgradeAnswer = z.object({ upgradeRequest: UpgradeRequest });

export const ListedUpgradeRequest = UpgradeRequest.extend({
  user: z.object({ id: z.string(), name: z.string(), email: z.string(), accountTier: z.string() }),
});
export type ListedUpgradeRequest = z.infer<typeof ListedUpgradeRequest>;
export const UpgradesQuery = z.strictObject({
  state: UpgradeState.optional(),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});
export type UpgradesQuery = z.infer<typeof UpgradesQuery>;

/** Approving sets the account tier, or with `until` opens the tier by a grant that ends. */
export const DecideUpgradeInput = z
  .strictObject({
    decision: z.enum(["approve", "decline"]),
    until: Time.nullable().optional(),
    reason: z.string().trim().max(500).optional(),
  })
  .refine(({ decision, until }) => decision === "approve" || !until, {
    path: ["until"],
    error: "only an approval ends",
  });
export type DecideUpgradeInput = z.infer<typeof DecideUpgradeInput>;

export const CheckoutInput = z.strictObject({ tier: EntityId });
/** `GET /api/upgrade/checkout`: the tiers that can be bought here; empty where nothing is sold. */
export const ForSaleAnswer = z.object({ tiers: z.array(z.string()) });
/** `POST /api/upgrade/checkout`: where to pay. */
export const CheckoutAnswer = z.object({ url: z.string() });
