import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";

/** ready, busy, wait: filled. cold, fallback: hollow. fail: a square. So that the shape says it as well as the colour. */
export type DotKind = "ready" | "busy" | "wait" | "fail" | "cold" | "fallback" | "off";

const dots: Record<DotKind, string> = {
  ready: "rounded-full bg-ready-dot",
  busy: "rounded-full bg-accent motion-safe:animate-breathe",
  wait: "rounded-full bg-wait-dot",
  fail: "rounded-[2px] bg-fail-dot",
  cold: "rounded-full border-[1.5px] border-off-dot",
  fallback: "rounded-full border-2 border-wait-dot",
  off: "rounded-full border-[1.5px] border-off-dot",
};

const words: Record<DotKind, string> = {
  ready: "text-ready",
  busy: "text-accent",
  wait: "text-wait",
  fail: "text-fail",
  cold: "text-text-2",
  fallback: "text-wait",
  off: "text-text-2",
};

/** Repeats what a word beside it says; never stands alone. */
export function Dot({ kind, className }: { kind: DotKind; className?: string }) {
  return (
    <span
      aria-hidden
      className={classNames("inline-block size-2 flex-none forced-color-adjust-none", dots[kind], className)}
    />
  );
}

/** A word plus a dot: `<State kind="ready">ready</State>` */
export function State({
  kind,
  children,
  className,
}: {
  kind: DotKind;
  children: ReactNode;
  className?: string;
}) {
  return (
    <span className={classNames("inline-flex items-center gap-1.5 text-sm", words[kind], className)}>
      <Dot kind={kind} />
      <span>{children}</span>
    </span>
  );
}
