"use client";

import { Progress as Base } from "@base-ui/react/progress";
import { classNames } from "@/components/ui/class-names";

export type ProgressBarProps = {
  /** Accessible name: "Loading Qwen3 4B Instruct". */
  label: string;
  /** 0 to 1; null when nobody knows how far it is. */
  value: number | null;
  className?: string;
};

/** A thin bar; without a value it shows that something moves, but no share. */
export function ProgressBar({ label, value, className }: ProgressBarProps) {
  const percent = value === null ? null : Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <Base.Root value={percent} aria-label={label} className={className}>
      <Base.Track className="h-1 overflow-hidden rounded-full bg-line">
        <Base.Indicator
          className={classNames(
            "h-full rounded-full bg-accent",
            percent === null
              ? "w-2/5 motion-safe:animate-slide"
              : "transition-[width] duration-base ease-linear",
          )}
        />
      </Base.Track>
    </Base.Root>
  );
}
