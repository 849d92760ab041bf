import type { ModelRef } from "@/lib/contract/selection";
import { db } from "@/lib/db/client";
import { recordFirstToken } from "@/lib/services/switches/record-first-token";
import { log } from "@/lib/telemetry/log";

/** The first answer after a switch closes the switch's third interval. The answer does not wait for it, and never fails by it. */
export async function countFirstToken(
  of: { userId: string; conversationId: string; served: ModelRef },
  firstTokenMs: number,
): Promise<void> {
  const { userId, conversationId, served } = of;
  try {
    const last = await db().switch.findFirst({
      where: { userId, state: "active", OR: [{ conversationId }, { conversationId: null }] },
      orderBy: { createdAt: "desc" },
      select: { id: true, to: true, firstTokenMs: true },
    });
    const to = last?.to as Partial<ModelRef> | undefined;
    if (!last || last.firstTokenMs !== null) return;
    if (to?.provider === served.provider && to.model === served.model)
      await recordFirstToken(last.id, Math.round(firstTokenMs));
  } catch (error) {
    log().warn({ err: error }, "the first token after a switch could not be recorded");
  }
}
