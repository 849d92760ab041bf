"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { joinDrafts, readDraft, writeDraft } from "@/components/chat/draft";

export interface Draft {
  text: string;
  /** What the person typed. */
  set: (text: string) => void;
  /** Empties the field; the stored copy stays until the server has the message. */
  take: () => void;
  /** The server has it; what was written since is kept under the name of the chat that it is in now. */
  settle: (chat: string) => void;
  /** It came back. */
  giveBack: (text: string) => void;
}

/** The text in the composer, kept under this name while the tab lives. */
export function useDraft(name: string): Draft {
  const [text, setText] = useState("");
  const latest = useRef("");

  const show = useCallback((next: string) => {
    latest.current = next;
    setText(next);
  }, []);

  useEffect(() => {
    // Only the browser knows it, so it appears after the first paint.
    const kept = readDraft(name);
    if (kept !== "" && latest.current === "") show(kept);
  }, [name, show]);

  const set = useCallback(
    (next: string) => {
      show(next);
      writeDraft(name, next);
    },
    [name, show],
  );
  const take = useCallback(() => show(""), [show]);
  const settle = useCallback(
    (chat: string) => {
      if (chat !== name) writeDraft(name, "");
      writeDraft(chat, latest.current);
    },
    [name],
  );
  const giveBack = useCallback((returned: string) => set(joinDrafts(returned, latest.current)), [set]);
  return { text, set, take, settle, giveBack };
}
