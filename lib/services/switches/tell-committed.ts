import { events } from "@/lib/events/bus";
import type { Attempt } from "@/lib/services/switches/attempt";
import type { Committed } from "@/lib/services/switches/write-commits";
import { endRunning, type Answer } from "@/lib/services/switches/running-switches";
import { superseded } from "@/lib/services/switches/supersede-older";
import { switchRecord } from "@/lib/services/switches/switch-record";
import type { Switch } from "@/lib/db/generated/client";
import type { Selection } from "@/lib/contract/selection";

/** Tells every tab of the user what is active now, and those who waited for older choices that they were overtaken. */
export function tellCommitted(
  attempt: Attempt,
  { row, selection, moved, superseded: older }: Committed,
): void {
  const userId = attempt.ctx.actor.id;
  const { conversationId } = row;
  if (attempt.createsConversation && conversationId !== null)
    events().publish(userId, { name: "conversation.changed", data: { id: conversationId, running: false } });
  if (moved.userColumns)
    events().publish(userId, {
      name: "selection.changed",
      data: { conversationId: null, selection: moved.user },
    });
  if (moved.conversation && moved.changed)
    events().publish(userId, {
      name: "selection.changed",
      data: { conversationId, selection: moved.conversation },
    });
  events().publish(userId, { name: "switch.active", data: switchRecord(row) });
  tellSuperseded(userId, older, selection);
}

export function tellSuperseded(userId: string, rows: readonly Switch[], current: Selection | null): void {
  for (const row of rows) {
    events().publish(userId, { name: "switch.superseded", data: switchRecord(row) });
    endRunning(row.id, superseded(row.id, current));
  }
}

export function committedAnswer(attempt: Attempt, { row, selection }: Committed): Answer {
  return {
    success: true,
    provider: selection.provider,
    model: selection.model,
    switchId: row.id,
    state: "active",
    selection,
    ...(attempt.createsConversation && row.conversationId !== null && { conversationId: row.conversationId }),
  };
}
