import { z } from "zod";
import { EntityId } from "./selection";

/** Features that can be switched off, or on for some. */
export const FlagKey = z.enum(["tier-selector"]);
export type FlagKey = z.infer<typeof FlagKey>;

/** `GET/PUT /api/admin/flags/{key}`: on = enabled and (named user, or listed account tier, or inside the percentage). */
export const Flag = z.object({
  key: FlagKey,
  enabled: z.boolean(),
  /** Of all users; the same ones each time, and raising it only adds people. */
  percentage: z.number().int().min(0).max(100),
  tiers: z.array(EntityId).max(50),
  userIds: z.array(EntityId).max(1000),
  version: z.number().int().min(0),
});
export type Flag = z.infer<typeof Flag>;
/** `key` is read-only: the path's counts. */
export const PutFlagInput = z.strictObject({ ...Flag.shape, key: z.string().max(100).optional() });
export type PutFlagInput = z.infer<typeof PutFlagInput>;
