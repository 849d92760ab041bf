import type { ComponentProps } from "react";
import { classNames } from "@/components/ui/class-names";

/** Look of every text field; 16 px on phones, so that nothing zooms. */
export const inputClass =
  "w-full min-h-9 max-md:min-h-control rounded-md border border-line-strong bg-surface px-2.5 py-1.5 text-base max-md:text-read text-text transition-colors duration-fast focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0 focus-visible:outline-accent aria-invalid:border-fail-dot aria-invalid:focus-visible:outline-fail-dot disabled:bg-sunken disabled:text-text-3 read-only:bg-sunken";

/** A text field without its label; `Field` adds label, hint and error. */
export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input {...rest} className={classNames(inputClass, className)} />;
}
