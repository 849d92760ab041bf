"use client";

import { useEffect, useState } from "react";
import { loadShare, ordinal, waitTime } from "@/components/models/words";
import { ProgressBar } from "@/components/ui/progress-bar";
import { State } from "@/components/ui/state";
import type { ChatDataParts } from "@/lib/contract/chat";

/** A wait that is over sooner is not worth a word. */
const quietMs = 700;

/** What an answer waits for before its first word: its place in the line, or the load of its model. */
export function AnswerWait({ wait, name }: { wait: ChatDataParts["queue"] | null; name: string | null }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), quietMs);
    return () => clearTimeout(timer);
  }, []);
  const time = wait && waitTime(wait, { left: wait.position === 0 });
  const soon = time ? `, ${time}` : "";
  if (wait && wait.position > 0)
    return (
      <p className="min-h-6.5">
        <State kind="wait">
          {ordinal(wait.position)} in line{soon}
        </State>
      </p>
    );
  if (wait)
    return (
      <div className="flex min-h-6.5 flex-wrap items-center gap-x-3 gap-y-1.5">
        <State kind="busy">
          Loading {name ?? "the model"}
          {wait.progress ? `, ${loadShare(wait.progress)}` : ""}
          {soon}
        </State>
        <ProgressBar
          label={`Loading ${name ?? "the model"}`}
          value={wait.progress ? Math.min(wait.progress, 0.99) : null}
          className="w-30"
        />
      </div>
    );
  return <p className="min-h-6.5">{late ? <State kind="busy">Reading your message</State> : null}</p>;
}
