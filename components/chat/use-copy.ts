"use client";

import { useCallback, useEffect, useState } from "react";
import { copyText } from "@/components/chat/copy-text";

const toldMs = 2000;

/** Copies, and says for two seconds how it went. */
export function useCopy(): { state: "idle" | "copied" | "refused"; copy: (text: string) => void } {
  const [state, setState] = useState<"idle" | "copied" | "refused">("idle");
  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), toldMs);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = useCallback((text: string) => {
    void copyText(text).then((done) => setState(done ? "copied" : "refused"));
  }, []);
  return { state, copy };
}
