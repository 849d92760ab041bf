import type { ComponentProps } from "react";
import { classNames } from "@/components/ui/class-names";

export type BadgeTone = "plain" | "accent" | "ready" | "wait" | "fail";

const tones: Record<BadgeTone, string> = {
  plain: "border-line bg-surface text-text-2",
  accent: "border-transparent bg-accent-soft text-accent",
  ready: "border-transparent bg-ready-soft text-ready",
  wait: "border-transparent bg-wait-soft text-wait",
  fail: "border-transparent bg-fail-soft text-fail",
};

/** A 20 px tag: provider, role, account state. */
export function Badge({ tone = "plain", className, ...rest }: ComponentProps<"span"> & { tone?: BadgeTone }) {
  return (
    <span
      {...rest}
      className={classNames(
        "inline-flex min-h-5 items-center gap-1.5 rounded-sm border px-1.5 text-xs whitespace-nowrap",
        tones[tone],
        className,
      )}
    />
  );
}
