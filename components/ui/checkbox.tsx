import type { ComponentProps } from "react";
import { classNames } from "@/components/ui/class-names";

/** A native checkbox in the site's look; a label around or beside it says what it sets. */
export function Checkbox({ className, ...rest }: Omit<ComponentProps<"input">, "type">) {
  return (
    <input
      {...rest}
      type="checkbox"
      className={classNames(
        "inline-grid size-4.5 flex-none cursor-pointer appearance-none place-content-center rounded-sm border-[1.5px] border-line-strong bg-surface checked:border-ink checked:bg-ink checked:after:h-[5px] checked:after:w-[9px] checked:after:-translate-y-px checked:after:-rotate-45 checked:after:border-b-2 checked:after:border-l-2 checked:after:border-on-ink checked:after:content-[''] disabled:cursor-not-allowed checked:disabled:border-text-3 checked:disabled:bg-text-3",
        className,
      )}
    />
  );
}
