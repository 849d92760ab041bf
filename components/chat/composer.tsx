"use client";

import { ArrowUp, Square } from "lucide-react";
import { useLayoutEffect, type KeyboardEvent, type RefObject } from "react";
import { buttonClass } from "@/components/ui/button-class";
import { Kbd } from "@/components/ui/kbd";
import { Tooltip } from "@/components/ui/tooltip";

export type ComposerProps = {
  field: RefObject<HTMLTextAreaElement | null>;
  draft: string;
  onDraft: (text: string) => void;
  onSend: () => void;
  onStop: () => void;
  busy: boolean;
  stopping: boolean;
  /** "Message Pro" */
  placeholder: string;
};

const largestShare = 0.4;

/** Grows to 40 % of the window. Enter sends, unless an input method is composing; while an answer runs, Send is Stop. */
export function Composer({
  field,
  draft,
  onDraft,
  onSend,
  onStop,
  busy,
  stopping,
  placeholder,
}: ComposerProps) {
  useGrowing(field, draft);

  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== "Enter" || event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return;
    // 229 is what Safari sends for the Enter that ends a composition.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    if (!busy) onSend();
  };

  return (
    <div className="rounded-lg border border-line-strong bg-surface focus-within:border-accent focus-within:shadow-[0_0_0_1px_var(--accent)]">
      <textarea
        ref={field}
        id="composer"
        rows={1}
        value={draft}
        onChange={(event) => onDraft(event.target.value)}
        onKeyDown={press}
        aria-label="Message"
        placeholder={busy ? "Write the next message while this one is answered" : placeholder}
        enterKeyHint="send"
        className="block max-h-[40dvh] min-h-11.5 w-full resize-none bg-transparent px-3.5 pt-2.75 pb-2.25 text-read outline-none"
      />
      <div className="flex items-center gap-3 px-1.75 pb-1.75">
        <span className="ml-auto text-xs text-text-3 max-md:hidden pointer-coarse:hidden">
          <Kbd>Enter</Kbd> sends
        </span>
        {busy ? (
          <Tooltip text={stopping ? "Stopping" : "Stop the answer"} side="top">
            <button
              type="button"
              aria-label="Stop the answer"
              aria-busy={stopping || undefined}
              // The second half of a double click on Send lands here and is not meant for it.
              onClick={(event) => (event.detail > 1 ? undefined : onStop())}
              className={`${buttonClass({ icon: true })} max-md:ml-auto pointer-coarse:ml-auto`}
            >
              <Square
                aria-hidden
                className={`size-3.5! fill-current ${stopping ? "motion-safe:animate-breathe" : ""}`}
              />
            </button>
          </Tooltip>
        ) : (
          <Tooltip text="Send" side="top">
            <button
              type="button"
              aria-label="Send"
              onClick={() => {
                if (draft.trim() === "") field.current?.focus();
                else onSend();
              }}
              className={`${buttonClass({ variant: "primary", icon: true })} max-md:ml-auto pointer-coarse:ml-auto`}
            >
              <ArrowUp aria-hidden />
            </button>
          </Tooltip>
        )}
      </div>
    </div>
  );
}

/** A native textarea does not grow with its text in every browser. */
function useGrowing(field: RefObject<HTMLTextAreaElement | null>, draft: string) {
  useLayoutEffect(() => {
    const fit = () => {
      if (field.current) grow(field.current);
    };
    fit();
    window.addEventListener("resize", fit);
    return () => window.removeEventListener("resize", fit);
  }, [field, draft]);
}

function grow(element: HTMLTextAreaElement) {
  element.style.height = "auto";
  const most = window.innerHeight * largestShare;
  element.style.height = `${Math.min(element.scrollHeight, most)}px`;
  element.style.overflowY = element.scrollHeight > most ? "auto" : "hidden";
}
