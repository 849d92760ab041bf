import type { UserContext } from "@/lib/access/actor";
import type { SwitchRecord } from "@/lib/contract/models";
import { problem } from "@/lib/errors";
import { attemptOf } from "@/lib/services/switches/attempt-of";
import { endSwitch } from "@/lib/services/switches/end-switch";
import { ownSwitch } from "@/lib/services/switches/own-switch";
import { switchRecord } from "@/lib/services/switches/switch-record";

/** Withdraws a switch that warms; one that has ended stays as it ended. @throws not_found */
export async function cancelSwitch(ctx: UserContext, { id }: { id: string }): Promise<SwitchRecord> {
  const row = await ownSwitch(ctx, id);
  if (row.state === "warming")
    await endSwitch(
      attemptOf(row, ctx),
      "cancel",
      problem("cancelled", "The switch was cancelled. What was active before still is."),
      "cancelled",
    );
  return switchRecord(await ownSwitch(ctx, id));
}
