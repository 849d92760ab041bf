import { listOfWords, tierNameOf, type TierName } from "@/components/admin/tier-names";
import type { Flag } from "@/lib/contract/flags";

export type FlagDraft = Pick<Flag, "enabled" | "percentage" | "tiers" | "userIds">;

const percent = new Intl.NumberFormat("en-GB", { style: "percent" });

/** Who sees the tier selector under this rule. */
export function audienceWords(
  { enabled, percentage, tiers, userIds }: FlagDraft,
  names: readonly TierName[],
) {
  if (!enabled) return "Nobody sees it.";
  if (percentage === 100) return "Everybody sees it.";
  const parts = [
    percentage > 0 && `${percent.format(percentage / 100)} of all people`,
    tiers.length > 0 && `everybody with ${listOfWords(tiers.map((id) => tierNameOf(names, id)))}`,
    userIds.length > 0 && (userIds.length === 1 ? "1 named person" : `${userIds.length} named people`),
  ].filter((part) => part !== false);
  if (parts.length === 0) return "Nobody sees it: no share, tier or person is chosen.";
  const words = listOfWords(parts);
  const isOne = parts.length === 1 && percentage === 0 && (tiers.length > 0 || userIds.length === 1);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} ${isOne ? "sees" : "see"} it.`;
}

/** What saving does, in words for the bar. */
export function flagEffect(before: FlagDraft, after: FlagDraft, names: readonly TierName[]): string {
  const audience = audienceWords(after, names);
  if (before.enabled && !after.enabled)
    return `${audience} Tiers go from every open page at once; the list of models goes on working, and answers that are running finish.`;
  if (!before.enabled && !after.enabled) return `${audience} The rest counts when it is switched on.`;
  return `${audience} It counts at once, in open pages too.`;
}

export function isSameFlag(one: FlagDraft, other: FlagDraft): boolean {
  const same = (a: readonly string[], b: readonly string[]) =>
    a.length === b.length && a.every((id) => b.includes(id));
  return (
    one.enabled === other.enabled &&
    one.percentage === other.percentage &&
    same(one.tiers, other.tiers) &&
    same(one.userIds, other.userIds)
  );
}
