import { Selection } from "@/lib/contract/selection";
import { SwitchState, SwitchTarget, type SwitchRecord } from "@/lib/contract/models";
import type { Switch } from "@/lib/db/generated/client";

/** A switch as clients see it. */
export function switchRecord(row: Switch): SwitchRecord {
  return {
    switchId: row.id,
    state: SwitchState.parse(row.state),
    conversationId: row.conversationId,
    from: row.from === null ? null : Selection.parse(row.from),
    to: SwitchTarget.parse(row.to),
    timings: { committedMs: row.committedMs, readyMs: row.readyMs, firstTokenMs: row.firstTokenMs },
    selection: row.result === null ? null : Selection.parse(row.result),
    ...(row.error !== null && { error: row.error }),
  };
}
