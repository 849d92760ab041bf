import type { UserContext } from "@/lib/access/actor";
import { beginAttempt, type SwitchRequest } from "@/lib/services/switches/attempt";
import { decideSwitch } from "@/lib/services/switches/decide-switch";
import { recordRefusal } from "@/lib/services/switches/record-refusal";
import { answerReplay, findReplay } from "@/lib/services/switches/replay-switch";
import type { Answer, RunningSwitch } from "@/lib/services/switches/running-switches";
import { takeSwitchLimit } from "@/lib/services/switches/switch-limit";
import { waitForOutcome, warmingAnswer } from "@/lib/services/switches/wait-for-outcome";
import { isUniqueViolation } from "@/lib/shared/storage-errors";

/**
 * The one way to change a selection: limit → replay → is it there, may they, does it fit → warm → commit. Every attempt
 * leaves exactly one row in the trail.
 * @returns `active`; `warming` when a load was begun and the client does not wait, or has waited for 120 s;
 * `cancelled` when the client rather kept what it had than a model that does not fit
 * @throws every problem of `POST /api/models/switch`
 */
export async function performSwitch(ctx: UserContext, request: SwitchRequest): Promise<Answer> {
  await takeSwitchLimit(ctx, request.label);
  const attempt = beginAttempt(ctx, request);
  const stored = await findReplay(attempt);
  if (stored) return answerReplay(attempt, stored, request);
  let decided: Answer | RunningSwitch;
  try {
    decided = await decideSwitch(attempt, request);
  } catch (error) {
    // The same key twice at the same moment: the other request made the row.
    const twin = isUniqueViolation(error) ? await findReplay(attempt) : null;
    if (twin) return answerReplay(attempt, twin, request);
    throw await recordRefusal(attempt, error);
  }
  // From here on the switch is on its own: whoever ends it writes its row.
  if (!("outcome" in decided)) return decided;
  return request.respondAsync ? warmingAnswer(decided) : waitForOutcome(decided);
}
