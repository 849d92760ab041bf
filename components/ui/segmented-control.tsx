"use client";

import { useRef, type KeyboardEvent, type ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";

export type Segment<Value extends string> = {
  value: Value;
  label: string;
  icon?: ReactNode;
  /** Focusable and readable, but never chosen; says why to screen readers, e.g. "locked, not part of your account". */
  locked?: string;
  /** Of a locked one: pressing it leads somewhere, so it is not told as disabled. */
  opens?: boolean;
};

export type SegmentedControlProps<Value extends string> = {
  /** Accessible name of the group. */
  label: string;
  /** What is active now, never what was clicked. */
  value: Value | null;
  segments: Segment<Value>[];
  onChoose: (value: Value) => void;
  onLocked?: (value: Value) => void;
  /** Asked for but not active yet: accent text with a line that shows the share (0 to 1, null = unknown). */
  pending?: { value: Value; progress: number | null } | null;
  /** "arrow": arrows choose. "space": arrows only move focus, because choosing costs something. */
  activation?: "arrow" | "space";
  id?: string;
  className?: string;
};

/** A radio group drawn as segments. */
export function SegmentedControl<Value extends string>(props: SegmentedControlProps<Value>) {
  const { label, value, segments, onChoose, onLocked, pending, activation = "arrow", id, className } = props;
  const group = useRef<HTMLDivElement>(null);
  const tabStop = segments.some((segment) => segment.value === value) ? value : segments[0]?.value;

  const choose = (segment: Segment<Value>) => {
    if (segment.locked) onLocked?.(segment.value);
    else onChoose(segment.value);
  };

  const move = (event: KeyboardEvent, index: number) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const to = (index + step + segments.length) % segments.length;
    group.current?.querySelectorAll<HTMLElement>("[role=radio]")[to]?.focus();
    const segment = segments[to];
    if (activation === "arrow" && segment && !segment.locked) onChoose(segment.value);
  };

  return (
    <div
      ref={group}
      role="radiogroup"
      aria-label={label}
      id={id}
      className={classNames("inline-flex flex-none rounded-[8px] bg-hover p-0.5", className)}
    >
      {segments.map((segment, index) => {
        const waiting = pending?.value === segment.value;
        return (
          <button
            key={segment.value}
            type="button"
            // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a native radio is chosen by the arrow keys; here they may only move focus
            role="radio"
            aria-checked={segment.value === value}
            aria-disabled={segment.locked && !segment.opens ? true : undefined}
            tabIndex={segment.value === tabStop ? 0 : -1}
            data-value={segment.value}
            onClick={() => choose(segment)}
            onKeyDown={(event) => move(event, index)}
            className={classNames(
              "relative inline-flex min-h-[calc(var(--control)-4px)] max-md:min-h-control flex-1 items-center justify-center gap-1.5 rounded-md px-3 text-sm font-medium whitespace-nowrap transition-colors duration-fast hover:text-text",
              segment.value === value &&
                "bg-chosen text-text shadow-[0_0_0_1px_var(--line),var(--elevation-1)]",
              segment.value !== value &&
                (waiting ? "text-accent" : segment.locked ? "text-text-3" : "text-text-2"),
            )}
          >
            {segment.icon}
            {segment.label}
            {segment.locked ? <span className="sr-only">, {segment.locked}</span> : null}
            {waiting ? <PendingLine progress={pending.progress} /> : null}
          </button>
        );
      })}
    </div>
  );
}

function PendingLine({ progress }: { progress: number | null }) {
  return (
    <span className="absolute inset-x-2 bottom-0.5 h-0.5 overflow-hidden rounded-full bg-line">
      <span
        className={classNames(
          "block h-full rounded-full bg-accent",
          progress === null && "w-2/5 motion-safe:animate-slide",
        )}
        style={progress === null ? undefined : { width: `${Math.round(progress * 100)}%` }}
      />
      <span className="sr-only">, asked for</span>
    </span>
  );
}
