import type { UserContext } from "@/lib/access/actor";
import { appendAudit } from "@/lib/audit/append";
import { db, transaction } from "@/lib/db/client";
import { events } from "@/lib/events/bus";
import { listProviders } from "@/lib/providers/registry";
import { ownConversation } from "@/lib/services/chats/own-conversation";
import { stopRunning } from "@/lib/services/generations/stop-answer";
import { log } from "@/lib/telemetry/log";

/** Deletes a conversation and all its messages for good; a running answer is stopped first. The trail keeps no text of it. @throws not_found */
export async function deleteConversation(ctx: UserContext, { id }: { id: string }): Promise<void> {
  await ownConversation(db(), ctx, id);
  await stopRunning(id);
  await transaction(async (tx) => {
    await ownConversation(tx, ctx, id);
    await tx.conversation.delete({ where: { id } });
    await appendAudit(tx, ctx, { action: "conversation.delete", outcome: "ok", target: id });
  });
  events().publish(ctx.actor.id, { name: "conversation.changed", data: { id, running: false } });
  forgetSessions(id);
}

/** What engines keep of its prompt goes too, where they can be reached; nobody waits for that. */
function forgetSessions(sessionKey: string): void {
  for (const provider of listProviders())
    void provider
      .dropSession?.(sessionKey, AbortSignal.timeout(5000))
      .catch((error: unknown) => log().debug({ err: error, provider: provider.id }, "session not dropped"));
}
