import { TierChoice } from "@/components/models/tier-choice";
import type { TiersAnswer } from "@/lib/contract/models";

/**
 * The tier selector, drawn on the server for those who have it: whether the flag is on, which tiers there are and which
 * are locked is decided before the page is sent.
 * @param tiers null: switched off for this person. The client part then draws nothing until an event says otherwise
 */
export function TierSelector({ tiers }: { tiers: TiersAnswer | null }) {
  return <TierChoice drawn={tiers} />;
}
