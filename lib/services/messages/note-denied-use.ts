import type { UserContext } from "@/lib/access/actor";
import { appendAudit } from "@/lib/audit/append";
import { transaction } from "@/lib/db/client";
import { isProblemError } from "@/lib/errors";

/**
 * The trail's row of an answer that was refused because its model is locked or switched off. Nothing was served: if the
 * row can not be written, the request fails by that, and still nothing was served.
 */
export async function noteDeniedUse(
  ctx: UserContext,
  error: unknown,
  asked: {
    through: "chat" | "regenerate" | "api";
    conversationId?: string;
    model?: { provider: string; model: string } | undefined;
  },
): Promise<void> {
  if (!isProblemError(error) || (error.code !== "tier_locked" && error.code !== "forbidden")) return;
  const { through, conversationId, model } = asked;
  const { requiredTier } = error.members;
  await transaction((tx) =>
    appendAudit(tx, ctx, {
      action: "model.use",
      outcome: "denied",
      ...(model && { target: `${model.provider}/${model.model}` }),
      reason: error.code,
      details: {
        through,
        accountTier: ctx.actor.accountTier,
        ...(conversationId && { conversationId }),
        ...(typeof requiredTier === "string" && { requiredTier }),
      },
    }),
  );
}
