import { tierWord } from "@/lib/shared/tier-word";

export type TierName = { id: string; displayName: string };

/** What people call a tier; of one that was removed, its id as a word. */
export function tierNameOf(tiers: readonly TierName[], id: string): string {
  return tiers.find((tier) => tier.id === id)?.displayName ?? tierWord(id);
}

/** "Pro", "Pro and Code", "Standard, Pro and Code" */
export function listOfWords(words: readonly string[]): string {
  return new Intl.ListFormat("en-GB", { style: "long", type: "conjunction" }).format(words);
}
