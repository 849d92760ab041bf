"use client";

import { Check, ChevronDown, ChevronUp, Copy, RotateCw } from "lucide-react";
import { useId, useState } from "react";
import { AnswerDetails } from "@/components/chat/answer-details";
import { AnswerEnding } from "@/components/chat/answer-ending";
import { AnswerWait } from "@/components/chat/answer-wait";
import { LocalTime } from "@/components/chat/local-time";
import { Markdown } from "@/components/chat/markdown";
import { textOf, type ChatMessage } from "@/components/chat/message-types";
import { RouteLine, type NodeKind } from "@/components/chat/route-line";
import { fallbackReason, isFallback, type Turn } from "@/components/chat/transcript";
import { useCopy } from "@/components/chat/use-copy";
import { ProviderBadge } from "@/components/models/provider-badge";
import { shortTime } from "@/components/models/words";
import { IconButton } from "@/components/ui/icon-button";
import { Dot } from "@/components/ui/state";
import { modelName, tierName } from "@/lib/client/models-lookup";
import type { ModelsState } from "@/lib/client/models-state";
import type { ChatDataParts } from "@/lib/contract/chat";
import type { ModelRef } from "@/lib/contract/selection";

export type AnswerProps = {
  turn: Turn;
  models: ModelsState;
  /** It is being written, and this page reads along. */
  live: boolean;
  wait: ChatDataParts["queue"] | null;
  /** It is the last one and nothing runs: it may be asked for again. */
  canAskAgain: boolean;
  onAgain: (model?: ModelRef) => void;
  onContinue: (model: ModelRef) => void;
};

/** One answer: who, by what, the text, how it ended, and what it took. */
export function Answer({ turn, models, live, wait, canAskAgain, onAgain, onContinue }: AnswerProps) {
  const { message } = turn;
  const metadata = message.metadata ?? {};
  const text = textOf(message);
  const { served, requested } = metadata;
  const name = metadata.servedName ?? (served ? modelName(models, served) : null);
  const provider = served && models.providers.find(({ id }) => id === served.provider);
  const fallback = isFallback(metadata);
  return (
    <article aria-label={name ? `Answer from ${name}` : "Answer"} className="relative pb-7 max-md:pb-6">
      <RouteLine turn={turn} node={nodeOf(message, live, fallback)} />
      <header className="mb-1.5 flex min-h-5 flex-wrap items-center gap-x-2 gap-y-0.5 text-sm text-text-3">
        <b className="font-semibold text-text">
          {metadata.status === "failed" && !text ? "No answer" : (name ?? "Answer")}
        </b>
        {metadata.servedTier ? <span>{tierName(models, metadata.servedTier)}</span> : null}
        {provider ? <ProviderBadge provider={provider} /> : null}
        <LocalTime at={metadata.createdAt} />
      </header>
      {fallback && requested ? (
        <p className="mb-2 inline-flex items-start gap-1.75 rounded-md bg-wait-soft py-1 pr-2.5 pl-2 text-sm text-wait">
          <Dot kind="fallback" className="mt-1.5" />
          <span>
            Answered by {name}, since {modelName(models, requested)} {fallbackReason(metadata.reason)}.
          </span>
        </p>
      ) : null}
      <Notices message={message} />
      <Reasoning message={message} thinking={live && !text} />
      {text ? <Markdown text={text} growing={live} /> : null}
      {live && !text ? <AnswerWait wait={wait} name={name} /> : null}
      {live && text ? <Caret /> : null}
      {live ? null : (
        <AnswerEnding
          message={message}
          models={models}
          last={canAskAgain}
          onAgain={onAgain}
          onContinue={onContinue}
        />
      )}
      {live ? null : (
        <AnswerFoot
          message={message}
          text={text}
          models={models}
          onAgain={canAskAgain && !offersAgain(message) ? () => onAgain() : null}
        />
      )}
    </article>
  );
}

function nodeOf(message: ChatMessage, live: boolean, fallback: boolean): NodeKind {
  if (live) return "live";
  const status = message.metadata?.status;
  if (status === "interrupted" || status === "failed") return "cut";
  return fallback ? "fallback" : "served";
}

/** The block below the text has the button then. */
function offersAgain(message: ChatMessage): boolean {
  const status = message.metadata?.status;
  return status === "interrupted" || status === "failed";
}

function Caret() {
  return (
    <span
      aria-hidden
      className="mt-1 block h-[1.05em] w-2 rounded-[1px] bg-accent motion-safe:animate-[breathe_1.1s_steps(2)_infinite]"
    />
  );
}

/** What the server says beside the answer, e.g. that the oldest messages did not fit. */
function Notices({ message }: { message: ChatMessage }) {
  return message.parts.map((part, index) =>
    part.type === "data-notice" ? (
      // oxlint-disable-next-line react/no-array-index-key -- notices never change places
      <p key={index} className="mb-2 flex items-start gap-1.75 text-sm text-text-2">
        <Dot kind="wait" className="mt-1.5" />
        <span>{part.data.text}</span>
      </p>
    ) : null,
  );
}

/** What a model writes before its answer; folded away, since it is no answer. */
function Reasoning({ message, thinking }: { message: ChatMessage; thinking: boolean }) {
  const text = message.parts.map((part) => (part.type === "reasoning" ? part.text : "")).join("");
  if (text.trim() === "") return null;
  return (
    <details className="mb-3 rounded-lg border border-line text-sm text-text-2">
      <summary className="px-3.5 py-2">{thinking ? "Thinking" : "Thoughts before the answer"}</summary>
      <div className="max-h-80 overflow-y-auto border-t border-line px-3.5 py-2.5 whitespace-pre-wrap wrap-anywhere">
        {text}
      </div>
    </details>
  );
}

function AnswerFoot({
  message,
  text,
  models,
  onAgain,
}: {
  message: ChatMessage;
  text: string;
  models: ModelsState;
  onAgain: (() => void) | null;
}) {
  const [open, setOpen] = useState(false);
  const { state, copy } = useCopy();
  const details = useId();
  const metadata = message.metadata;
  const { firstTokenMs, tokensPerSecond } = metadata?.timings ?? {};
  const figures = [
    firstTokenMs !== undefined && `first token ${shortTime(firstTokenMs)}`,
    tokensPerSecond !== undefined && `${Math.round(tokensPerSecond)} tokens/s`,
  ].filter(Boolean);
  const Chevron = open ? ChevronUp : ChevronDown;
  return (
    <>
      <div className="mt-2 -ml-1.75 flex flex-wrap items-center gap-0.5 text-text-3">
        <button
          type="button"
          aria-expanded={open}
          aria-controls={open ? details : undefined}
          onClick={() => setOpen(!open)}
          className="inline-flex min-h-control-sm items-center gap-1.25 rounded-md px-1.75 text-sm tabular-nums hover:bg-hover hover:text-text"
        >
          {figures.length > 0 ? figures.join(" · ") : "Details"}
          <Chevron aria-hidden />
        </button>
        {text ? (
          <IconButton
            label={
              state === "copied"
                ? "Copied"
                : state === "refused"
                  ? "Copying is not allowed here"
                  : "Copy answer"
            }
            className="text-text-3! hover:text-text!"
            onClick={() => copy(text)}
          >
            {state === "copied" ? <Check aria-hidden /> : <Copy aria-hidden />}
          </IconButton>
        ) : null}
        {onAgain ? (
          <IconButton label="Answer again" className="text-text-3! hover:text-text!" onClick={onAgain}>
            <RotateCw aria-hidden />
          </IconButton>
        ) : null}
      </div>
      {open && metadata ? <AnswerDetails id={details} metadata={metadata} models={models} /> : null}
    </>
  );
}
