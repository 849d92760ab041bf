import type { UserContext } from "@/lib/access/actor";
import { db } from "@/lib/db/client";

/**
 * The third interval of a switch: how long its first answer took to begin. Counted once, for the newest switch that the
 * conversation stands on.
 */
export async function recordFirstToken(
  ctx: UserContext,
  { conversationId, firstTokenMs }: { conversationId: string; firstTokenMs: number },
): Promise<void> {
  const newest = await db().switch.findFirst({
    where: {
      userId: ctx.actor.id,
      state: "active",
      OR: [{ conversationId }, { conversationId: null }],
    },
    orderBy: { createdAt: "desc" },
    select: { id: true, firstTokenMs: true },
  });
  if (!newest || newest.firstTokenMs !== null) return;
  await db().switch.updateMany({ where: { id: newest.id, firstTokenMs: null }, data: { firstTokenMs } });
}
