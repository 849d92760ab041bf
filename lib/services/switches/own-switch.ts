import type { UserContext } from "@/lib/access/actor";
import { db } from "@/lib/db/client";
import type { Switch } from "@/lib/db/generated/client";
import { problem } from "@/lib/errors";

/** @throws not_found: "not there" and "not yours" are one answer */
export async function ownSwitch(ctx: UserContext, id: string): Promise<Switch> {
  const row = await db().switch.findFirst({ where: { id, userId: ctx.actor.id } });
  if (!row) throw problem("not_found", "There is no such switch.");
  return row;
}
