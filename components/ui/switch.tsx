"use client";

import { Switch as Base } from "@base-ui/react/switch";
import { useId, type ReactNode } from "react";

export type SwitchProps = {
  label: ReactNode;
  hint?: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
};

/** On or off, takes effect at once; label and hint stand at its left. */
export function Switch({ label, hint, checked, onChange }: SwitchProps) {
  const id = useId();
  return (
    <div className="flex min-h-control items-center justify-between gap-6">
      <div className="min-w-0">
        <label htmlFor={id} className="block font-medium">
          {label}
        </label>
        {hint ? (
          <p id={`${id}-hint`} className="text-sm text-text-3">
            {hint}
          </p>
        ) : null}
      </div>
      <Base.Root
        id={id}
        checked={checked}
        onCheckedChange={(next) => onChange(next)}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="relative inline-flex h-4.5 w-8 flex-none cursor-pointer items-center rounded-full bg-line-strong p-0.5 transition-colors duration-base before:absolute before:-inset-x-1.5 before:-inset-y-3.5 data-checked:bg-ink"
      >
        <Base.Thumb className="size-3.5 rounded-full bg-surface transition-transform duration-base data-checked:translate-x-3.5 data-checked:bg-on-ink" />
      </Base.Root>
    </div>
  );
}
