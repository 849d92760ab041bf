"use client";

import { Tooltip as Base } from "@base-ui/react/tooltip";
import type { ReactElement, ReactNode } from "react";

export type TooltipProps = {
  text: ReactNode;
  /** The element that shows it on hover and focus; it carries its own accessible name. */
  children: ReactElement;
  side?: "top" | "right" | "bottom" | "left";
};

/** A few words for the eye. What a screen reader needs belongs to the element itself. */
export function Tooltip({ text, children, side = "bottom" }: TooltipProps) {
  return (
    <Base.Root>
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner side={side} sideOffset={6} className="z-toast">
          <Base.Popup className="max-w-80 rounded-md bg-ink px-2 py-1 text-xs text-on-ink transition-opacity duration-base data-ending-style:opacity-0 data-starting-style:opacity-0">
            {text}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** Once around the page: neighbours open at once after the first one. */
export const TooltipProvider = Base.Provider;
