import type { Context } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import type { Permissions } from "@/lib/contract/entitlements";
import { db } from "@/lib/db/client";
import { readPermissions } from "@/lib/services/permissions/read-permissions";

/** Which account tier may use which tier. @throws forbidden */
export async function getPermissions(ctx: Context): Promise<Permissions> {
  assertCan(ctx.actor, "permission:read");
  return readPermissions(db());
}
