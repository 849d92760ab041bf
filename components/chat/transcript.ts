import { isAnswer, isSummary, type ChatMessage } from "@/components/chat/message-types";
import type { MessageMetadata } from "@/lib/contract/chat";
import type { ModelRef } from "@/lib/contract/selection";

/** What a stretch of the conversation runs on. */
export interface Route extends ModelRef {
  /** null where only the model is known. */
  tier: string | null;
  name: string;
}

export interface Turn {
  message: ChatMessage;
  /** Which of the two tracks in the gutter; changes at every switch. */
  track: "a" | "b";
  /** "From here on": written once, above the first message after a switch. */
  line: Route | null;
  first: boolean;
  last: boolean;
}

/** The name that a model has in the list; its id where the list does not know it. */
export type NameOf = (ref: ModelRef) => string;

/**
 * Which track every message stands on and where the model changed. A switch counts from the question on; an answer by
 * a fallback is none, since what was asked for stayed the same.
 * @param active what the next answer will run on, for a question that has no answer yet
 */
export function deriveTurns(messages: ChatMessage[], active: Route | null, nameOf: NameOf): Turn[] {
  let current: Route | null = null;
  let track: Turn["track"] = "a";
  const lastSaid = messages.findLastIndex((message) => !isSummary(message));
  return messages.map((message, index) => {
    const next = messages[index + 1];
    const answer = isAnswer(message) ? message : isAnswer(next) ? next : undefined;
    // A summary belongs to no model: the line stays where it is.
    const coming = isSummary(message)
      ? null
      : answer
        ? routeOf(answer.metadata, nameOf)
        : index === lastSaid
          ? active
          : null;
    const changed = current !== null && coming !== null && !sameRoute(current, coming);
    if (changed) track = track === "a" ? "b" : "a";
    if (coming) current = merge(current, coming);
    return {
      message,
      track,
      line: changed ? coming : null,
      first: index === 0,
      last: index === messages.length - 1,
    };
  });
}

function routeOf(metadata: MessageMetadata | undefined, nameOf: NameOf): Route | null {
  const asked = metadata?.requested ?? metadata?.served;
  if (!asked) return null;
  const fallback = isFallback(metadata);
  return {
    provider: asked.provider,
    model: asked.model,
    tier: fallback ? null : (metadata?.servedTier ?? null),
    name: (fallback ? undefined : metadata?.servedName) ?? nameOf(asked),
  };
}

function sameRoute(a: Route, b: Route): boolean {
  return (
    a.provider === b.provider &&
    a.model === b.model &&
    (a.tier === null || b.tier === null || a.tier === b.tier)
  );
}

/** A fallback in the middle of a stretch does not forget its tier. */
function merge(current: Route | null, coming: Route): Route {
  return current && coming.tier === null && sameRoute(current, coming) ? current : coming;
}

/** True when another model answered than was asked. */
export function isFallback(metadata: MessageMetadata | undefined): boolean {
  const { requested, served } = metadata ?? {};
  return (
    requested !== undefined &&
    served !== undefined &&
    (requested.provider !== served.provider || requested.model !== served.model)
  );
}

/** Why the model that was asked for did not answer, as the end of a sentence. */
export function fallbackReason(reason: string | undefined): string {
  switch (reason) {
    case "tier_locked":
      return "is no longer part of your account";
    case undefined:
    case "model_unavailable":
      return "was unavailable";
    case "provider_failed":
      return "was unavailable (its engine failed)";
    case "provider_timeout":
      return "took too long to start";
    default:
      return `was unavailable (${reason})`;
  }
}

export function countWords(text: string): number {
  const trimmed = text.trim();
  return trimmed === "" ? 0 : trimmed.split(/\s+/).length;
}

/** Tokens that the conversation fills of the window, as the last answer counted them. */
export function usedTokens(messages: ChatMessage[]): number | null {
  return (
    messages.findLast((message) => message.metadata?.usage?.totalTokens)?.metadata?.usage?.totalTokens ?? null
  );
}
