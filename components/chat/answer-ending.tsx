"use client";

import type { ReactNode } from "react";
import { textOf, type ChatMessage } from "@/components/chat/message-types";
import { countWords } from "@/components/chat/transcript";
import { Button } from "@/components/ui/button";
import { Dot } from "@/components/ui/state";
import { modelName } from "@/lib/client/models-lookup";
import type { ModelsState } from "@/lib/client/models-state";
import { Problem } from "@/lib/contract/problem";
import type { ModelRef } from "@/lib/contract/selection";

export type AnswerEndingProps = {
  message: ChatMessage;
  models: ModelsState;
  /** Only the last answer can be written anew or be continued. */
  last: boolean;
  onAgain: (model?: ModelRef) => void;
  onContinue: (model: ModelRef) => void;
};

/** How an answer ended when it was not by its own last word: what happened, what is saved, what to do next. */
export function AnswerEnding({ message, models, last, onAgain, onContinue }: AnswerEndingProps) {
  const metadata = message.metadata ?? {};
  const words = countWords(textOf(message));
  const kept = words === 1 ? "1 word" : `${words} words`;
  const problem = Problem.safeParse(metadata.error).data ?? null;
  const served = metadata.served ?? metadata.requested ?? null;
  const other = otherModel(models, problem, served);

  if (metadata.status === "stopped")
    return (
      <p className="mt-3 text-sm text-text-3">
        {words === 0 ? "Stopped by you before the first word." : `Stopped by you after ${kept}.`}
      </p>
    );

  if (metadata.status === "completed" && metadata.finishReason === "length")
    return (
      <p className="mt-3 flex flex-wrap items-center gap-x-3 text-sm text-text-3">
        The answer ends here: it reached the longest length that is set.
        {last && served ? (
          <Button variant="link" size="sm" onClick={() => onContinue(served)}>
            Continue
          </Button>
        ) : null}
      </p>
    );

  if (metadata.status === "interrupted")
    return (
      <Block
        title="Interrupted."
        text={`${problem?.detail ?? "The answer was cut off."} ${words === 0 ? "Your message is saved." : `The ${kept} above ${words === 1 ? "is" : "are"} saved. The rest was not written.`}`}
      >
        {last && served && words > 0 ? (
          <Button variant="primary" size="sm" onClick={() => onContinue(served)}>
            Continue with {modelName(models, served)}
          </Button>
        ) : null}
        {last && other && words > 0 ? (
          <Button size="sm" onClick={() => onContinue(other)}>
            Continue with {modelName(models, other)}
          </Button>
        ) : null}
        {last ? (
          <Button variant={words > 0 ? "quiet" : "primary"} size="sm" onClick={() => onAgain()}>
            Answer again
          </Button>
        ) : null}
      </Block>
    );

  if (metadata.status === "failed")
    return (
      <Block
        title={served ? `${modelName(models, served)} did not answer.` : "No answer."}
        text={`${problem?.detail ?? ""} Your message is saved.`.trim()}
      >
        {last ? (
          <Button variant="primary" size="sm" onClick={() => onAgain()}>
            Try again
          </Button>
        ) : null}
        {last && other ? (
          <Button size="sm" onClick={() => onAgain(other)}>
            Use {modelName(models, other)}
          </Button>
        ) : null}
      </Block>
    );

  return null;
}

function Block({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <div className="mt-3.5 flex items-start gap-2.5 rounded-lg bg-fail-soft px-3.5 py-3 text-base first:mt-0">
      <Dot kind="fail" className="mt-1.5" />
      <div className="min-w-0">
        <p className="max-w-[60ch] wrap-anywhere">
          <b className="font-medium">{title}</b> {text}
        </p>
        <div className="mt-2.5 flex flex-wrap gap-2 empty:hidden">{children}</div>
      </div>
    </div>
  );
}

/** Another model that can take over now: what the server proposes, else the first that is ready. */
function otherModel(models: ModelsState, problem: Problem | null, served: ModelRef | null): ModelRef | null {
  const proposed = problem?.alternatives?.[0];
  if (proposed) return { provider: proposed.provider, model: proposed.model };
  for (const provider of models.providers) {
    if (provider.status !== "up") continue;
    const model = provider.models.find(
      ({ id, access, status }) =>
        access.allowed &&
        (status === "ready" || status === "remote") &&
        !(served?.provider === provider.id && served.model === id),
    );
    if (model) return { provider: provider.id, model: model.id };
  }
  return null;
}
