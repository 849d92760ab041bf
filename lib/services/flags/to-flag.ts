import { Flag } from "@/lib/contract/flags";
import type { FeatureFlag } from "@/lib/db/generated/client";

export function toFlag({ key, enabled, percentage, tiers, userIds, version }: FeatureFlag): Flag {
  return Flag.parse({ key, enabled, percentage, tiers, userIds, version });
}
