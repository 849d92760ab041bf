"use client";

import { useEffect, useEffectEvent, useRef, useState } from "react";
import { isAnswer, textOf, type ChatMessage } from "@/components/chat/message-types";
import { countWords, isFallback, type NameOf } from "@/components/chat/transcript";
import type { ShownSession } from "@/components/chat/use-chat-session";

export type AnswerAnnouncerProps = { session: Pick<ShownSession, "messages" | "busy">; nameOf: NameOf };

/** The polite region of the answer: how it ended, never its words one by one. */
export function AnswerAnnouncer({ session, nameOf }: AnswerAnnouncerProps) {
  const [said, setSaid] = useState("");
  const wasBusy = useRef(false);
  const listen = useEffectEvent((busy: boolean) => {
    const last = session.messages.at(-1);
    if (wasBusy.current && !busy && isAnswer(last)) setSaid(answerEnd(last, nameOf));
    if (busy && !wasBusy.current) setSaid("");
    wasBusy.current = busy;
  });
  useEffect(() => listen(session.busy), [session.busy]);
  return (
    <div aria-live="polite" className="sr-only">
      {said}
    </div>
  );
}

/** One sentence on how an answer ended; empty while it has not. */
export function answerEnd(message: ChatMessage, nameOf: NameOf): string {
  const { status, requested, served, servedName } = message.metadata ?? {};
  const words = countWords(textOf(message));
  const kept = words === 1 ? "1 word is saved" : `${words} words are saved`;
  switch (status) {
    case "completed":
      return isFallback(message.metadata) && requested && served
        ? `Answer finished, from ${servedName ?? nameOf(served)} instead of ${nameOf(requested)}.`
        : "Answer finished.";
    case "stopped":
      return `Answer stopped. ${kept}.`;
    case "interrupted":
      return `Answer interrupted. ${kept}.`;
    case "failed":
      return "No answer. Your message is saved.";
    case "running":
    case undefined:
      return "";
    default: {
      const never: never = status;
      return never;
    }
  }
}
