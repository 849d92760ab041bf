import { z } from "zod";
import { EntityId, Time } from "./selection";

export const Role = z.enum(["user", "admin"]);
export type Role = z.infer<typeof Role>;

export const Email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email("an email address such as ada@example.org"));
export const PersonName = z.string().trim().min(1).max(100);
/** At least 8 characters; the upper bound keeps hashing cheap. */
export const Password = z.string().min(8, "at least 8 characters").max(200);

export const User = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: Role,
  accountTier: z.string(),
  disabled: z.boolean(),
  createdAt: Time,
});
export type User = z.infer<typeof User>;

/** What `GET /api/auth/session` says of the user. */
export const SessionUser = User.pick({ id: true, name: true, email: true, role: true, accountTier: true });
export type SessionUser = z.infer<typeof SessionUser>;

export const SetupInput = z.strictObject({
  token: z.string().max(200),
  name: PersonName,
  email: Email,
  password: Password,
});
export type SetupInput = z.infer<typeof SetupInput>;
export const RegisterInput = z.strictObject({
  name: PersonName,
  email: Email,
  password: Password,
  invite: z.string().max(200).optional(),
});
export type RegisterInput = z.infer<typeof RegisterInput>;
export const UserAnswer = z.object({ user: User });

export const CreateUserInput = z.strictObject({
  name: PersonName,
  email: Email,
  password: Password.optional(),
  role: Role.optional(),
  accountTier: EntityId.optional(),
});
export type CreateUserInput = z.infer<typeof CreateUserInput>;
export const CreateUserAnswer = z.object({ user: User, inviteUrl: z.string().optional() });
export const InviteAnswer = z.object({ inviteUrl: z.string() });
export const PatchUserInput = z.strictObject({
  accountTier: EntityId.optional(),
  role: Role.optional(),
  disabled: z.boolean().optional(),
});
export type PatchUserInput = z.infer<typeof PatchUserInput>;
export const UsersAnswer = z.object({ items: z.array(User), nextCursor: z.string().nullable() });

export const Theme = z.enum(["system", "light", "dark"]);
/** `GET /api/settings`; `active…` are read-only here. */
export const SettingsAnswer = z.object({
  activeProvider: z.string().nullable(),
  activeModel: z.string().nullable(),
  activeTier: z.string().nullable(),
  memoryEnabled: z.boolean().nullable(),
  theme: Theme,
  shortcuts: z.boolean(),
});
export type SettingsAnswer = z.infer<typeof SettingsAnswer>;
export const SettingsPatch = z.strictObject({
  memoryEnabled: z.boolean().nullable().optional(),
  theme: Theme.optional(),
  shortcuts: z.boolean().optional(),
});
export type SettingsPatch = z.infer<typeof SettingsPatch>;

export const ChangePasswordInput = z.strictObject({
  currentPassword: z.string().max(1000),
  newPassword: Password,
});
export type ChangePasswordInput = z.infer<typeof ChangePasswordInput>;

/** `GET /api/account/sessions`: where the account is signed in. */
export const AccountSession = z.object({
  id: z.string(),
  /** The one that this request came with. */
  current: z.boolean(),
  userAgent: z.string().nullable(),
  ip: z.string().nullable(),
  createdAt: Time,
  lastSeenAt: Time,
  expiresAt: Time,
});
export type AccountSession = z.infer<typeof AccountSession>;
export const AccountSessionsAnswer = z.object({ items: z.array(AccountSession), nextCursor: z.null() });

export const UsersQuery = z.strictObject({
  query: z.string().max(200).optional(),
  accountTier: EntityId.optional(),
  role: Role.optional(),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});
export type UsersQuery = z.infer<typeof UsersQuery>;
