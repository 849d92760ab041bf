"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";

const shownMs = 2000;

/** A value to take away. Where the browser allows no copying (plain http), it is selected for Ctrl C. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const field = useRef<HTMLInputElement>(null);
  const [state, setState] = useState<"idle" | "copied" | "selected">("idle");
  useEffect(() => {
    if (state !== "copied") return;
    const timer = setTimeout(() => setState("idle"), shownMs);
    return () => clearTimeout(timer);
  }, [state]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setState("copied");
    } catch {
      field.current?.focus();
      field.current?.select();
      setState("selected");
    }
  };

  return (
    <div className="grid gap-1.5">
      <div className="flex gap-2">
        <Input
          ref={field}
          readOnly
          value={value}
          aria-label={label}
          className="font-mono md:text-sm!"
          onFocus={(event) => event.target.select()}
        />
        <Button className="min-h-9! flex-none max-md:min-h-control!" onClick={() => void copy()}>
          {state === "copied" ? <Check aria-hidden /> : <Copy aria-hidden />}
          {state === "copied" ? "Copied" : "Copy"}
        </Button>
      </div>
      <output className={state === "selected" ? "text-sm text-text-3" : "sr-only"}>
        {state === "copied"
          ? "Copied"
          : state === "selected"
            ? "Selected. Press Ctrl C or ⌘ C to copy it."
            : ""}
      </output>
    </div>
  );
}
