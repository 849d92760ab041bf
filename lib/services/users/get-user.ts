import type { Context } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import type { User } from "@/lib/contract/account";
import type { Grant } from "@/lib/contract/entitlements";
import { db } from "@/lib/db/client";
import { problem } from "@/lib/errors";
import { inForce, toGrant } from "@/lib/services/grants/to-grant";
import { toUser } from "@/lib/services/users/to-user";

/** One account with its grants in force. @throws forbidden, not_found */
export async function getUser(ctx: Context, id: string): Promise<User & { grants: Grant[] }> {
  assertCan(ctx.actor, "user:list");
  const row = await db().user.findUnique({
    where: { id },
    include: { grants: { where: inForce(), orderBy: { createdAt: "desc" } } },
  });
  if (!row) throw problem("not_found", "There is no such user.");
  return { ...toUser(row), grants: row.grants.map(toGrant) };
}
