import { getCapabilities, getModels, getModelTiers, openModels, type Scope } from "@/lib/client/api";
import { problemOf } from "@/lib/client/api-error";
import type { ModelsAction } from "@/lib/client/models-state";

/**
 * Reads what the page shows of models and tells it piece by piece; settles when all is read, whatever failed.
 * @param opening what somebody has just opened
 */
export async function readModels(
  scope: Scope,
  opening: "page" | "picker" | undefined,
  tell: (action: ModelsAction) => void,
): Promise<void> {
  // What the list says is all that the picker shows.
  const capabilities = opening === "picker" ? null : readCapabilities(scope, tell);
  try {
    const answer = await (opening ? openModels(scope, opening) : getModels(scope));
    tell({ type: "models-loaded", scope, answer });
    // Who can not choose tiers does not ask for them: the bar works without the selector.
    if (!answer.tierSelector) tell({ type: "tiers-loaded", answer: null });
    else if (opening !== "picker") await readTiers(tell);
  } catch {
    tell({ type: "models-failed", scope });
  }
  await capabilities;
}

async function readCapabilities(scope: Scope, tell: (action: ModelsAction) => void): Promise<void> {
  try {
    tell({ type: "capabilities-loaded", scope, answer: await getCapabilities(scope) });
  } catch {
    // Only the context figure needs them; the list says the rest.
  }
}

async function readTiers(tell: (action: ModelsAction) => void): Promise<void> {
  try {
    tell({ type: "tiers-loaded", answer: await getModelTiers() });
  } catch (error) {
    // Switched off in between. Any other failure keeps what is known.
    if (problemOf(error)?.code === "feature_off") tell({ type: "tiers-loaded", answer: null });
  }
}
