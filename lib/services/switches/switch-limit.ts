import type { UserContext } from "@/lib/access/actor";
import { giveBack, rateLimited, take, type Taken } from "@/lib/limits/take";
import { noteRefusal } from "@/lib/services/switches/note-refusal";

const loadCost = 2;

/**
 * One unit for every attempt, of the user's limit and of the address's.
 * @throws rate_limited, after the refusal was noted in the trail
 */
export async function takeSwitchLimit(ctx: UserContext, label: string): Promise<void> {
  const user = await take("switch.user", ctx.actor.id);
  tell(ctx, user);
  if (!user.ok) throw await refuse(ctx, label, user);
  const address = await take("switch.ip", ctx.ip);
  tell(ctx, address);
  if (address.ok) return;
  await giveBack("switch.user", ctx.actor.id, 1);
  throw await refuse(ctx, label, address);
}

/** Two more units for a switch that forces a load: three in all. @throws rate_limited */
export async function takeLoadLimit(ctx: UserContext, label: string): Promise<void> {
  const user = await take("switch.user", ctx.actor.id, loadCost);
  tell(ctx, user);
  if (user.ok) return;
  await giveBack("switch.user", ctx.actor.id, 1);
  throw await refuse(ctx, label, user);
}

async function refuse(ctx: UserContext, label: string, taken: Taken) {
  await noteRefusal(ctx, label, taken);
  return rateLimited(taken);
}

/** The user's own limit is told first: it is the one that a person can do something about. */
function tell(ctx: UserContext, taken: Taken): void {
  ctx.limits ??= [];
  const at = ctx.limits.findIndex(({ policy }) => policy === taken.policy);
  if (at >= 0) ctx.limits[at] = taken;
  else ctx.limits.push(taken);
}
