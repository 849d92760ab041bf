import type { Alternative } from "@/lib/contract/problem";
import {
  entryOf,
  findModel,
  isChatModel,
  profileAccess,
  type ModelWorld,
} from "@/lib/services/models/model-world";
import { listedProfileModel } from "@/lib/services/models/to-listed-model";

const most = 5;
const rank: Record<string, number> = { ready: 0, remote: 1, cold: 2, loading: 3, draining: 4 };

/** What this user could use instead: entitled only, ready first. */
export function findAlternatives(world: ModelWorld, not: { provider: string; model: string }): Alternative[] {
  return world.profiles
    .filter((profile) => !(profile.provider === not.provider && profile.modelId === not.model))
    .filter((profile) => {
      const entry = entryOf(world, profile.provider);
      const model = findModel(entry, profile.modelId);
      return model && isChatModel(model) && profileAccess(world, profile).allowed;
    })
    .map((profile) => ({
      profileId: profile.id,
      provider: profile.provider,
      model: profile.modelId,
      displayName: profile.displayName,
      tier: profile.tierId,
      status: listedProfileModel(world, entryOf(world, profile.provider), profile).status,
    }))
    .filter(({ status }) => status !== "failed")
    .toSorted((a, b) => (rank[a.status] ?? 9) - (rank[b.status] ?? 9))
    .slice(0, most);
}
