import type { ModelFile } from "./scan";
import type { PoolError } from "./state";

/** Why a file that is not there, or not right, can not be loaded. */
export function unusable(model: string, file: ModelFile | null): PoolError {
  if (!file) return { code: "not_found", message: `There is no model ${model.slice(0, 255)}.` };
  return { code: "invalid_model_file", message: `${model} can not be used. ${file.invalid ?? ""}`.trim() };
}

/** The refusal of a chat with a model that makes vectors only; null for others. */
export function cannotChat(file: ModelFile | null): PoolError | null {
  if (!file?.description?.embeddingOnly) return null;
  return { code: "not_a_chat_model", message: `${file.id} turns text into vectors; it can not chat.` };
}
