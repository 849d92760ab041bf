"use client";

import { useEffect, useRef, useState } from "react";
import { Input } from "@/components/ui/input";

export type RenameChatFieldProps = { title: string; onSave: (title: string) => void; onCancel: () => void };

/** Enter or leaving the field saves, Esc keeps the old name, an empty name counts as Esc. */
export function RenameChatField({ title, onSave, onCancel }: RenameChatFieldProps) {
  const [draft, setDraft] = useState(title);
  const field = useRef<HTMLInputElement>(null);
  const done = useRef(false);
  useEffect(() => field.current?.select(), []);

  const end = (save: boolean) => {
    if (done.current) return;
    done.current = true;
    const next = draft.trim();
    if (save && next !== "" && next !== title) onSave(next);
    else onCancel();
  };

  return (
    <Input
      ref={field}
      value={draft}
      maxLength={200}
      aria-label="Name of the chat"
      className="min-h-control! px-2!"
      onChange={(event) => setDraft(event.target.value)}
      onBlur={() => end(true)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === "Enter") end(true);
        if (event.key === "Escape") {
          event.stopPropagation();
          end(false);
        }
      }}
    />
  );
}
