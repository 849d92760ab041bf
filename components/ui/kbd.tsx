import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";

/** A key on the keyboard. */
export function Kbd({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <kbd
      className={classNames(
        "inline-block min-w-[18px] rounded-sm border border-line border-b-line-strong bg-surface px-1 text-center font-mono text-key text-text-2",
        className,
      )}
    >
      {children}
    </kbd>
  );
}
