"use client";

import type { ComponentProps, ReactNode } from "react";
import { buttonClass, type ButtonSize, type ButtonVariant } from "@/components/ui/button-class";
import { classNames } from "@/components/ui/class-names";
import { Tooltip } from "@/components/ui/tooltip";

export type IconButtonProps = Omit<ComponentProps<"button">, "aria-label"> & {
  /** Accessible name and tooltip. */
  label: string;
  /** Shown after the name in the tooltip, e.g. a key. */
  hint?: ReactNode;
  variant?: ButtonVariant;
  size?: ButtonSize;
  tooltipSide?: "top" | "right" | "bottom" | "left";
};

/** A square button with a lucide icon as its child. Works as `render` of a Base UI trigger. */
export function IconButton({
  label,
  hint,
  variant = "quiet",
  size = "sm",
  tooltipSide,
  className,
  ...rest
}: IconButtonProps) {
  const text = hint ? (
    <>
      {label} {hint}
    </>
  ) : (
    label
  );
  return (
    <Tooltip text={text} side={tooltipSide}>
      <button
        type="button"
        {...rest}
        aria-label={label}
        className={classNames(buttonClass({ variant, size, icon: true }), className)}
      />
    </Tooltip>
  );
}
