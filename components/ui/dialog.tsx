"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode, RefObject } from "react";
import { IconButton } from "@/components/ui/icon-button";

export type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  /** One or two sentences: what will happen and what it costs. */
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons, the primary one last; on phones they stack with the primary one on top. */
  actions: ReactNode;
  initialFocus?: RefObject<HTMLElement | null>;
  finalFocus?: RefObject<HTMLElement | null>;
  /** Name of a cross in the corner; without one only the actions and Esc close it. */
  closeLabel?: string;
};

/** Traps focus and gives it back; a sheet on phones. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  children,
  actions,
  initialFocus,
  finalFocus,
  closeLabel,
}: DialogProps) {
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-dialog bg-scrim transition-opacity duration-slow data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup
          initialFocus={initialFocus}
          finalFocus={finalFocus}
          className="fixed z-dialog flex max-h-[88dvh] flex-col bg-raised shadow-3 outline-none transition-[opacity,transform] duration-slow ease-out max-md:inset-x-0 max-md:bottom-0 max-md:rounded-t-xl max-md:data-ending-style:translate-y-full max-md:data-starting-style:translate-y-full md:top-1/2 md:left-1/2 md:w-[min(520px,calc(100vw-32px))] md:-translate-1/2 md:rounded-xl md:data-ending-style:scale-98 md:data-ending-style:opacity-0 md:data-starting-style:scale-98 md:data-starting-style:opacity-0"
        >
          <div className="grid gap-3 overflow-auto px-4 pt-5 md:px-6 md:pt-6">
            <div className="flex items-start gap-3">
              <Base.Title className="min-w-0 flex-1 text-lg font-semibold wrap-anywhere">{title}</Base.Title>
              {closeLabel ? (
                <Base.Close render={<IconButton label={closeLabel} className="-mt-1 -mr-2" />}>
                  <X aria-hidden />
                </Base.Close>
              ) : null}
            </div>
            {description ? <Base.Description className="text-text-2">{description}</Base.Description> : null}
            {children}
          </div>
          <div className="flex flex-col-reverse items-stretch gap-2 p-4 pb-[max(1rem,env(safe-area-inset-bottom))] md:flex-row md:items-center md:justify-end md:px-6 md:pt-5 md:pb-6">
            {actions}
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
