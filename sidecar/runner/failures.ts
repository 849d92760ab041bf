import { RunnerFailure } from "@/sidecar/runner/engine";

/** @throws RunnerFailure `context_length_exceeded`: nothing of a conversation is ever cut to fit */
export function checkConversationFits(neededTokens: number, availableTokens: number): void {
  if (neededTokens > availableTokens)
    throw tooLong(
      `The conversation has ${neededTokens} tokens; the model's window holds ${availableTokens}.`,
      neededTokens,
      availableTokens,
    );
}

/** The same for a text that is to become a vector. @throws RunnerFailure `context_length_exceeded` */
export function checkTextFits(neededTokens: number, availableTokens: number): void {
  if (neededTokens > availableTokens)
    throw tooLong(
      `A text has ${neededTokens} tokens; the model takes ${availableTokens}.`,
      neededTokens,
      availableTokens,
    );
}

export const notLoaded = (): RunnerFailure =>
  new RunnerFailure({ code: "internal", message: "No model is loaded." });

export const notAChatModel = (): RunnerFailure =>
  new RunnerFailure({
    code: "not_a_chat_model",
    message: "This model turns text into vectors; it can not chat.",
  });

const tooLong = (message: string, neededTokens: number, availableTokens: number): RunnerFailure =>
  new RunnerFailure({ code: "context_length_exceeded", message, neededTokens, availableTokens });
