"use client";

import { useEffect, useEffectEvent } from "react";
import { singleKeysOn } from "@/components/layout/preferences";

/** True where a letter is text: fields, editable regions, lists that jump by letter, and while a layer is open. */
function takesLetters(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return (
    target.closest(
      "input, textarea, select, [contenteditable=true], [role=menu], [role=listbox], [role=dialog], [role=combobox]",
    ) !== null
  );
}

/** Single keys outside a field, e.g. `{ n: openNewChat }`. Off when the person turned them off. */
export function useSingleKeys(actions: Record<string, () => void>) {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const action = actions[event.key.toLowerCase()];
    if (!action || !singleKeysOn() || takesLetters(event.target) || document.querySelector("[role=dialog]"))
      return;
    event.preventDefault();
    action();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}
