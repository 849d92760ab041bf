import { transaction } from "@/lib/db/client";
import type { Attempt } from "@/lib/services/switches/attempt";
import { auditAttempt } from "@/lib/services/switches/audit-attempt";
import { insertSwitch } from "@/lib/services/switches/insert-switch";
import type { Answer } from "@/lib/services/switches/running-switches";

/** The client withdraws a switch that does not fit: the selection stays as it is. */
export async function keepSelection(attempt: Attempt): Promise<Answer> {
  const { id, from } = attempt;
  await transaction(async (tx) => {
    await insertSwitch(tx, attempt, "cancelled", { ...(from && { result: from }), endedAt: new Date() });
    await auditAttempt(tx, attempt, "cancelled", { reason: "kept" });
  });
  return {
    success: true,
    provider: from?.provider ?? "",
    model: from?.model ?? "",
    switchId: id,
    state: "cancelled",
    ...(from && { selection: from }),
  };
}
