"use client";

import { AskFirstDialog } from "@/components/admin/ask-first-dialog";
import { tierNameOf, type TierName } from "@/components/admin/tier-names";
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
  const end = async ({ id, user, tier }: ListedGrant) => {
    const path = `/api/admin/users/${encodeURIComponent(user.id)}/grants/${encodeURIComponent(id)}`;
    const result = await requestJson(path, { method: "DELETE" });
    if (result.ok) onEnded(`The grant of ${tierNameOf(tiers, tier)} for ${user.name} has ended.`);
    else if (result.problem?.code === "not_found") onGone();
    else
      return `${result.problem?.detail ?? "The server did not answer."} The grant still counts; try again.`;
    return null;
  };
  return (
    <AskFirstDialog
      asked={grant}
      words={({ user: { name }, tier }) => {
        const tierName = tierNameOf(tiers, tier);
        return {
          title: `End the grant of ${tierName} for ${name}`,
          effect: `It stops counting at once. Unless the account tier has ${tierName}, ${name} goes back to a model that is allowed with the next message; an answer that is running finishes first.`,
          verb: "End the grant",
          keep: "Keep the grant",
          ends: true,
        };
      }}
      act={end}
      onClose={onClose}
    />
  );
}
