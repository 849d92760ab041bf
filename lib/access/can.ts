import type { Actor } from "@/lib/access/actor";
import { problem } from "@/lib/errors";

/** Permissions by role; tiers are a separate question (entitlement). */
const permissions = {
  "user:list": ["admin"],
  "user:create": ["admin"],
  "user:change": ["admin"],
  "site-settings:read": ["admin"],
  "site-settings:change": ["admin"],
  "model:manage": ["admin"],
  "audit:read": ["admin"],
  "permission:read": ["admin"],
  "permission:change": ["admin"],
  "grant:change": ["admin"],
  "upgrade:decide": ["admin"],
  "flag:read": ["admin"],
  "flag:change": ["admin"],
} as const satisfies Record<string, readonly ("user" | "admin")[]>;

export type Permission = keyof typeof permissions;

/** May this actor do that? Shows the button and guards the verb. */
export function can(actor: Actor, permission: Permission): boolean {
  if (actor.kind === "system") return true;
  return actor.kind === "user" && (permissions[permission] as readonly string[]).includes(actor.role);
}

/** @throws forbidden */
export function assertCan(actor: Actor, permission: Permission): void {
  if (!can(actor, permission)) throw problem("forbidden", "Only an admin may do this.");
}
