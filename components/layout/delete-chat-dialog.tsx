"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { ConversationSummary } from "@/lib/contract/chat";

export type DeleteChatDialogProps = {
  conversation: ConversationSummary;
  open: boolean;
  onClose: () => void;
  /** Throws when the chat is still there. */
  onDelete: () => Promise<void>;
};

/** Says what a deletion costs before it happens. */
export function DeleteChatDialog({ conversation, open, onClose, onDelete }: DeleteChatDialogProps) {
  const [state, setState] = useState<"asking" | "busy" | "failed">("asking");
  const close = () => {
    setState("asking");
    onClose();
  };
  const remove = () => {
    setState("busy");
    onDelete().then(
      () => setState("asking"),
      () => setState("failed"),
    );
  };
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => (next ? undefined : close())}
      title="Delete this chat"
      description={
        <>
          “{conversation.title}” and all its messages are removed for good. There is no undo.
          {conversation.running ? " The answer that is being written ends." : null}
        </>
      }
      actions={
        <>
          <Button variant="quiet" onClick={close}>
            Keep chat
          </Button>
          <Button variant="danger" busy={state === "busy"} onClick={remove}>
            {conversation.running ? "Delete chat, end 1 answer" : "Delete chat"}
          </Button>
        </>
      }
    >
      {state === "failed" ? (
        <p role="alert" className="text-sm text-fail">
          The chat could not be deleted. It is still there with all its messages. Try again in a moment.
        </p>
      ) : null}
    </Dialog>
  );
}
