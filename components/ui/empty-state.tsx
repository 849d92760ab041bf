import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";

/** What would be here, then one useful step. */
export function EmptyState({
  title,
  children,
  action,
  className,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}) {
  return (
    <div
      className={classNames(
        "grid max-w-[60ch] content-start justify-items-start gap-1.5 rounded-lg border border-dashed border-line-strong px-6 py-7",
        className,
      )}
    >
      <p className="font-semibold">{title}</p>
      {children ? <div className="text-text-2">{children}</div> : null}
      {action ? <div className="mt-2">{action}</div> : null}
    </div>
  );
}
