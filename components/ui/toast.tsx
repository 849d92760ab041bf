"use client";

import { Toast as Base } from "@base-ui/react/toast";
import { X } from "lucide-react";
import { useCallback, type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Dot, type DotKind } from "@/components/ui/state";

export type ToastInput = {
  /** "info": neither good nor bad, such as a message from somebody. */
  kind: "info" | "ready" | "wait" | "fail";
  /** What happened. */
  title: string;
  /** What was kept, what to do next. */
  text?: string;
  action?: { label: string; onSelect: () => void };
  /** It has gone: after its time, or by the person. */
  onClose?: () => void;
};

const shownMs = 6000;
const dots: Record<string, DotKind> = { info: "busy", wait: "wait", fail: "fail" };

/** For what happened elsewhere than where the person is looking. Errors stay until they are closed. */
export function useToast(): (toast: ToastInput) => void {
  const { add, close } = Base.useToastManager();
  return useCallback(
    ({ kind, title, text, action, onClose }: ToastInput) => {
      const id = add({
        type: kind,
        title,
        description: text,
        timeout: kind === "fail" ? 0 : shownMs,
        onClose,
        priority: kind === "fail" ? "high" : "low",
        actionProps: action && {
          children: action.label,
          onClick: () => {
            action.onSelect();
            close(id);
          },
        },
      });
    },
    [add, close],
  );
}

/** Once around the page. Bottom right; on phones at the bottom, above the composer. */
export function ToastProvider({ children }: { children: ReactNode }) {
  return (
    <Base.Provider limit={2} timeout={shownMs}>
      {children}
      <Base.Portal>
        <Base.Viewport className="fixed right-4 bottom-4 z-toast flex w-95 max-w-[calc(100vw-2rem)] flex-col gap-2 outline-none max-md:bottom-36">
          <ToastList />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

function ToastList() {
  const { toasts } = Base.useToastManager();
  return toasts.map((toast) => (
    <Base.Root
      key={toast.id}
      toast={toast}
      swipeDirection={["right", "down"]}
      className="rounded-lg bg-raised text-sm shadow-2 transition-opacity duration-base data-ending-style:opacity-0 data-limited:hidden data-starting-style:opacity-0"
    >
      <Base.Content className="flex items-start gap-2.5 py-3 pr-2 pl-3.5">
        <Dot kind={dots[toast.type ?? ""] ?? "ready"} className="mt-1.5 animate-none!" />
        <div className="min-w-0 flex-1 wrap-break-word">
          <Base.Title className="font-semibold" render={<p />} />
          <Base.Description className="text-text-2" />
        </div>
        {toast.actionProps ? <Base.Action className="-my-1" render={<Button size="sm" />} /> : null}
        <Base.Close className="-my-1" render={<IconButton label="Close notice" />}>
          <X aria-hidden />
        </Base.Close>
      </Base.Content>
    </Base.Root>
  ));
}
