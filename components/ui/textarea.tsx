import type { ComponentProps } from "react";
import { classNames } from "@/components/ui/class-names";
import { inputClass } from "@/components/ui/input";

/** Several lines of text without their label; `Field` adds label, hint and error. */
export function Textarea({ className, rows = 3, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea {...rest} rows={rows} className={classNames(inputClass, "block resize-y py-2", className)} />
  );
}
