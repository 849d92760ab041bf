"use client";

import { useState } from "react";
import { tierNameOf, type TierName } from "@/components/admin/tier-names";
import { FormFailure } from "@/components/auth/form-failure";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { requestJson } from "@/lib/client/request-json";
import type { ListedGrant } from "@/lib/contract/entitlements";

export type EndGrantDialogProps = {
  /** null = closed. */
  grant: ListedGrant | null;
  tiers: TierName[];
  onClose: () => void;
  onEnded: (words: string) => void;
  /** It had ended already. */
  onGone: () => void;
};

/** Says what ending costs before it ends. */
export function EndGrantDialog({ grant, tiers, onClose, onEnded, onGone }: EndGrantDialogProps) {
  const [state, setState] = useState<{ step: "asking" | "busy" } | { step: "failed"; why: string }>({
    step: "asking",
  });
  // The words stay while the dialog moves out.
  const [last, setLast] = useState(grant);
  if (grant && grant !== last) setLast(grant);
  const name = last?.user.name ?? "";
  const tier = last ? tierNameOf(tiers, last.tier) : "";
  const close = () => {
    setState({ step: "asking" });
    onClose();
  };
  const end = async () => {
    if (!grant) return;
    setState({ step: "busy" });
    const path = `/api/admin/users/${encodeURIComponent(grant.user.id)}/grants/${encodeURIComponent(grant.id)}`;
    const result = await requestJson(path, { method: "DELETE" });
    if (result.ok) onEnded(`The grant of ${tier} for ${name} has ended.`);
    else if (result.problem?.code === "not_found") onGone();
    else
      return setState({
        step: "failed",
        why: `${result.problem?.detail ?? "The server did not answer."} The grant still counts; try again.`,
      });
    close();
  };
  return (
    <Dialog
      open={grant !== null}
      onOpenChange={(open) => (open ? undefined : close())}
      title={`End the grant of ${tier} for ${name}`}
      description={`It stops counting at once. Unless the account tier has ${tier}, ${name} goes back to a model that is allowed with the next message; an answer that is running finishes first.`}
      actions={
        <>
          <Button variant="quiet" onClick={close}>
            Keep the grant
          </Button>
          <Button variant="danger" busy={state.step === "busy"} onClick={() => void end()}>
            End the grant
          </Button>
        </>
      }
    >
      {state.step === "failed" ? <FormFailure>{state.why}</FormFailure> : null}
    </Dialog>
  );
}
