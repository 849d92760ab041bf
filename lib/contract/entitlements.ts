import { z } from "zod";
import { EntityId, Time } from "./selection";

/** Account tier → the tiers that it may use. A row that is absent is empty. */
export const Matrix = z.record(EntityId, z.array(EntityId).max(100));
export type Matrix = z.infer<typeof Matrix>;

/** `GET/PUT /api/admin/permissions` */
export const Permissions = z.strictObject({ matrix: Matrix, version: z.number().int().min(0) });
export type Permissions = z.infer<typeof Permissions>;

export const PreviewPermissionsInput = z.strictObject({
  matrix: Matrix,
  version: z.number().int().min(0).optional(),
  /** Names the people too. */
  withPeople: z.boolean().optional(),
});

/** Somebody whom a change of the matrix gives or takes a tier. */
export const AffectedPerson = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  accountTier: z.string(),
  tier: z.string(),
  change: z.enum(["gains", "loses"]),
});
export type AffectedPerson = z.infer<typeof AffectedPerson>;

/** `POST /api/admin/permissions/preview`: whom saving would touch. People by tier; admins and grants in force are left out. */
export const PermissionsEffect = z.object({
  gains: z.record(z.string(), z.number().int()),
  loses: z.record(z.string(), z.number().int()),
  /** Of those who lose a tier: who has a model of it active now, and goes back to one that is allowed. */
  active: z.record(z.string(), z.number().int()),
  /** Answers of lost tiers that are being written; they finish. */
  runningAnswers: z.number().int(),
  /** Where it was asked for: who, cell by cell, at most 50 a cell. */
  people: z.array(AffectedPerson).optional(),
});
export type PermissionsEffect = z.infer<typeof PermissionsEffect>;

export const Grant = z.object({
  id: z.string(),
  tier: z.string(),
  until: Time.nullable(),
  /** Why, in an admin's words. */
  reason: z.string().optional(),
});
export type Grant = z.infer<typeof Grant>;
export const GrantInput = z.strictObject({
  tier: EntityId,
  until: Time.nullable().optional(),
  reason: z.string().trim().max(200).optional(),
});
export type GrantInput = z.infer<typeof GrantInput>;
/** `GET /api/admin/grants`: those in force. */
export const ListedGrant = Grant.extend({
  user: z.object({ id: z.string(), name: z.string(), email: z.string() }),
  createdAt: Time,
});
export type ListedGrant = z.infer<typeof ListedGrant>;

/** Lists of the admin area. */
export const AdminListQuery = z.strictObject({
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});
export type AdminListQuery = z.infer<typeof AdminListQuery>;

export const TierSlug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "a short name of lower case letters, digits and dashes, such as pro");
const DisplayName = z.string().trim().min(1).max(60);
const Description = z.string().trim().max(500);

/** A tier as admins see it. */
export const AdminTier = z.object({
  id: z.string(),
  displayName: z.string(),
  description: z.string(),
  /** 0 is the first. */
  order: z.number().int(),
  profiles: z.number().int(),
  /** Accounts of this tier. */
  accounts: z.number().int(),
});
export type AdminTier = z.infer<typeof AdminTier>;
export const CreateTierInput = z.strictObject({
  id: TierSlug.optional(),
  displayName: DisplayName,
  description: Description.optional(),
  /** What accounts of this tier may use; itself and `standard` unless said otherwise. */
  allows: z.array(EntityId).max(100).optional(),
});
export type CreateTierInput = z.infer<typeof CreateTierInput>;
export const PatchTierInput = z.strictObject({
  displayName: DisplayName.optional(),
  description: Description.optional(),
  order: z.number().int().min(0).max(1000).optional(),
});
export type PatchTierInput = z.infer<typeof PatchTierInput>;

/** `PATCH /api/admin/profiles/{id}`: switched off for everybody, closed until a time, or answers of at most so many tokens. */
export const PatchAvailabilityInput = z.strictObject({
  enabled: z.boolean().optional(),
  maintenanceUntil: Time.nullable().optional(),
  /** null: the site's default. */
  maxTokens: z.int().min(1).max(131_072).nullable().optional(),
});
export type PatchAvailabilityInput = z.infer<typeof PatchAvailabilityInput>;
export const ProfileAvailability = z.object({
  id: z.string(),
  displayName: z.string(),
  enabled: z.boolean(),
  maintenanceUntil: Time.nullable(),
  maxTokens: z.int().nullable(),
});
export type ProfileAvailability = z.infer<typeof ProfileAvailability>;

/** `GET /api/admin/profiles`: in the order of their tiers. */
export const ListedProfile = ProfileAvailability.extend({
  tier: z.string(),
  provider: z.string(),
  modelId: z.string(),
  isDefault: z.boolean(),
});
export type ListedProfile = z.infer<typeof ListedProfile>;
