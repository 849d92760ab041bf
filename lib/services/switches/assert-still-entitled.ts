import type { UserContext } from "@/lib/access/actor";
import { db } from "@/lib/db/client";
import { assertEntitled } from "@/lib/services/models/assert-entitled";
import { readModelWorld } from "@/lib/services/models/model-world";
import type { Attempt } from "@/lib/services/switches/attempt";
import { asUser } from "@/lib/services/users/as-user";

/**
 * After a load, which may have taken minutes: a grant that ended meanwhile, or an account that was changed, opens nothing
 * any more.
 * @throws like assertEntitled
 */
export async function assertStillEntitled({ ctx, to }: Attempt): Promise<void> {
  const profileId = to?.profileId ?? null;
  if (profileId === null) return;
  const user = await db().user.findUnique({ where: { id: ctx.actor.id } });
  if (!user) return;
  const now: UserContext = asUser(ctx, user, ctx.actor.sessionId);
  const world = await readModelWorld(now);
  const profile = world.profiles.find(({ id }) => id === profileId);
  if (profile) assertEntitled(now, world, profile);
}
