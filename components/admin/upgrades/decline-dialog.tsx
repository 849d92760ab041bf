"use client";

import { useState } from "react";
import type { Decide } from "@/components/admin/upgrades/use-decide";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import type { ListedUpgradeRequest } from "@/lib/contract/upgrade";

export type DeclineDialogProps = {
  /** null = closed. */
  request: ListedUpgradeRequest | null;
  tier: string;
  busy: boolean;
  onClose: () => void;
  onDecide: Decide;
};

/** Declines with a reason that the person reads. */
export function DeclineDialog({ request, tier, busy, onClose, onDecide }: DeclineDialogProps) {
  const [reason, setReason] = useState("");
  // The words stay while the dialog moves out.
  const [last, setLast] = useState(request);
  if (request && request !== last) {
    setLast(request);
    setReason("");
  }
  const name = last?.user.name ?? "";
  const decline = async () => {
    if (!request) return;
    const text = reason.trim();
    const done = await onDecide(request, { decision: "decline", ...(text && { reason: text }) });
    if (done) onClose();
  };
  return (
    <Dialog
      open={request !== null}
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`Decline ${tier} for ${name}`}
      description={`The account stays as it is. ${name} gets a notice with your reason, and may ask again.`}
      actions={
        <>
          <Button variant="quiet" onClick={onClose}>
            Keep it waiting
          </Button>
          <Button variant="primary" busy={busy} onClick={() => void decline()}>
            Decline the request
          </Button>
        </>
      }
    >
      <Field label="Reason" hint="Optional. Up to 500 characters.">
        {(control) => (
          <Textarea
            {...control}
            value={reason}
            maxLength={500}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
    </Dialog>
  );
}
