import type { UserContext } from "@/lib/access/actor";
import type { CapabilitiesAnswer } from "@/lib/contract/models";
import { entryOf, findModel, readModelWorld } from "@/lib/services/models/model-world";
import { toListedModel } from "@/lib/services/models/to-listed-model";
import { effectiveSelectionIn } from "@/lib/services/selections/get-effective-selection";

/** Smaller models do not make use of what they are told about a person; they repeat it. */
const memoryParameters = 3e9;

/** What the active model can do; null and false where nobody knows. @throws not_found for a conversation that is not theirs */
export async function getCapabilities(
  ctx: UserContext,
  { conversationId }: { conversationId?: string | undefined },
): Promise<CapabilitiesAnswer> {
  const world = await readModelWorld(ctx);
  const selection = await effectiveSelectionIn(world, ctx, conversationId);
  const entry = selection ? entryOf(world, selection.provider) : undefined;
  const model = selection ? findModel(entry, selection.model) : undefined;
  const profile = world.profiles.find(({ id }) => id === selection?.profileId);
  const listed = entry && model ? toListedModel(world, entry, model, profile) : undefined;
  const parameterCount = listed?.parameterCount ?? null;
  return {
    selection,
    displayName: listed?.displayName ?? profile?.displayName ?? selection?.model ?? null,
    parameterCount,
    contextLength: listed?.contextLength ?? null,
    quantization: listed?.quantization ?? null,
    capabilities: listed?.capabilities ?? { images: false, tools: false, embeddings: false },
    // A remote endpoint that does not tell its size is taken for a large model.
    memoryDefault: parameterCount === null ? listed?.status === "remote" : parameterCount >= memoryParameters,
  };
}
