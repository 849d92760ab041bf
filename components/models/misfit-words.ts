import { modelName } from "@/lib/client/models-lookup";
import type { ModelsState, SwitchNotice } from "@/lib/client/models-state";

type Misfit = Extract<SwitchNotice, { kind: "misfit" }>;

/** What does not fit, in one sentence. */
export function misfitSentence(
  state: Pick<ModelsState, "providers">,
  { goal, problem }: Pick<Misfit, "goal" | "problem">,
): string {
  const name = modelName(state, goal);
  const kinds = problem.reasons?.map(({ kind }) => kind) ?? [];
  if (kinds.includes("context_window")) return `This chat is too long for ${name}.`;
  if (kinds.includes("images")) return `${name} can not read the pictures in this chat.`;
  if (kinds.includes("tools")) return `${name} can not read the results of tools in this chat.`;
  return `This chat does not fit ${name}.`;
}
