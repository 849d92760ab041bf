"use client";

import { useEffect, useEffectEvent } from "react";

/** The second press within this time stops the answer. */
const twiceMs = 2000;

export type ChatKeys = {
  onPicker: () => void;
  /** 0 is the first tier. */
  onTier: (index: number) => void;
  /** Esc twice. */
  onStop: () => void;
  /** Esc once, while an answer runs: says that a second press stops it. */
  onStopHint: () => void;
  busy: boolean;
};

/** Combinations that work everywhere on the page: Ctrl/⌘ K, Ctrl/⌘ Shift 1…4, Esc twice. */
export function useChatKeys({ onPicker, onTier, onStop, onStopHint, busy }: ChatKeys) {
  const press = useEffectEvent((event: KeyboardEvent, lastEscapeMs: number): number => {
    if (event.isComposing || event.defaultPrevented) return lastEscapeMs;
    const command = event.ctrlKey !== event.metaKey;
    if (command && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      onPicker();
      return 0;
    }
    const digit = /^Digit([1-4])$/.exec(event.code)?.[1];
    if (command && event.shiftKey && digit) {
      event.preventDefault();
      onTier(Number(digit) - 1);
      return 0;
    }
    // A layer above takes Esc for itself.
    if (event.key !== "Escape" || !busy || document.querySelector("[role=dialog],[role=menu],[role=listbox]"))
      return lastEscapeMs;
    if (event.timeStamp - lastEscapeMs < twiceMs) {
      onStop();
      return 0;
    }
    onStopHint();
    return event.timeStamp;
  });
  useEffect(() => {
    let lastEscapeMs = -twiceMs;
    const listen = (event: KeyboardEvent) => {
      lastEscapeMs = press(event, lastEscapeMs);
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}
