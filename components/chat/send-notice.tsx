"use client";

import { X } from "lucide-react";
import type { ChatNotice } from "@/components/chat/chat-session";
import { ButtonLink } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Dot } from "@/components/ui/state";

/** Why a message was not sent, right above the field that holds it again. */
export function SendNotice({ notice, onClose }: { notice: ChatNotice; onClose: () => void }) {
  const code = notice.problem?.code;
  const calm = code === "answer_running" || code === "rate_limited" || code === "duplicate_message";
  return (
    <div
      role="alert"
      className={`mb-2 flex items-start gap-2.5 rounded-lg py-2 pr-2 pl-3.5 ${calm ? "bg-wait-soft" : "bg-fail-soft"}`}
    >
      <Dot kind={calm ? "wait" : "fail"} className="mt-1.5" />
      <p className="min-w-0 flex-1 py-0.5 wrap-anywhere">{notice.text}</p>
      {code === "sign_in_required" ? (
        <ButtonLink size="sm" href={`/sign-in?next=${encodeURIComponent(window.location.pathname)}`}>
          Sign in
        </ButtonLink>
      ) : null}
      <IconButton label="Close notice" onClick={onClose}>
        <X aria-hidden />
      </IconButton>
    </div>
  );
}
