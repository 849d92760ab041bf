import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { Dot, type DotKind } from "@/components/ui/state";

export type BannerKind = "info" | "ready" | "wait" | "fail";

const grounds: Record<BannerKind, string> = {
  info: "bg-accent-soft",
  ready: "bg-ready-soft",
  wait: "bg-wait-soft",
  fail: "bg-fail-soft",
};
const dots: Record<BannerKind, DotKind> = { info: "busy", ready: "ready", wait: "wait", fail: "fail" };

export type BannerProps = {
  kind: BannerKind;
  /** What happened. */
  title: ReactNode;
  /** What was kept and what to do next. */
  children?: ReactNode;
  action?: ReactNode;
  /** "alert" only for what blocks the person. */
  role?: "alert" | "status";
  className?: string;
};

/** At the top of the page it concerns; one action. */
export function Banner({ kind, title, children, action, role, className }: BannerProps) {
  return (
    <div
      role={role}
      className={classNames(
        "flex flex-wrap items-start gap-x-2.5 gap-y-2 rounded-lg px-4 py-3 md:flex-nowrap",
        grounds[kind],
        className,
      )}
    >
      <Dot kind={dots[kind]} className="mt-1.5 animate-none!" />
      <div className="min-w-0 flex-1 wrap-break-word">
        <p className="font-medium">{title}</p>
        {children ? <div className="mt-0.5 text-sm text-text-2">{children}</div> : null}
      </div>
      {action ? (
        <div className="flex flex-none flex-wrap items-center gap-2 max-md:basis-full max-md:pl-4.5">
          {action}
        </div>
      ) : null}
    </div>
  );
}
