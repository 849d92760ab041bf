import type { UserContext } from "@/lib/access/actor";
import { Selection } from "@/lib/contract/selection";
import { db } from "@/lib/db/client";
import { problem } from "@/lib/errors";
import { getEffectiveSelection } from "@/lib/services/selections/get-effective-selection";
import type { AskedModel } from "@/lib/services/switches/attempt";
import { ownSwitch } from "@/lib/services/switches/own-switch";
import { performSwitch } from "@/lib/services/switches/perform-switch";
import type { Answer } from "@/lib/services/switches/running-switches";

/**
 * Puts back what was selected before a switch: a new switch with its own id, audited and limited.
 * @throws not_found, nothing_to_undo when it never became active, a newer choice stands, or nothing was different before
 */
export function undoSwitch(
  ctx: UserContext,
  { id }: { id: string },
  { respondAsync }: { respondAsync: boolean },
): Promise<Answer> {
  return performSwitch(ctx, {
    label: `undo:${id}`,
    body: {},
    find: () => findFormer(ctx, id),
    respondAsync,
  });
}

async function findFormer(ctx: UserContext, id: string): Promise<AskedModel> {
  const row = await ownSwitch(ctx, id);
  const conversationId = row.conversationId ?? undefined;
  const current = await getEffectiveSelection(ctx, conversationId);
  const nothing = (why: string) => problem("nothing_to_undo", `${why} Nothing was changed.`, { current });
  if (row.state !== "active") throw nothing("This switch never became active.");
  const from = Selection.nullable().parse(row.from);
  const result = Selection.nullable().parse(row.result);
  if (!from) throw nothing("Nothing was selected before this switch.");
  if (
    result?.version !== current?.version ||
    result?.model !== current?.model ||
    result?.provider !== current?.provider
  )
    throw nothing("A newer choice stands.");
  if (from.provider === current?.provider && from.model === current.model)
    throw nothing("The model before was the same.");
  const profile =
    from.profileId === null ? null : await db().modelProfile.findUnique({ where: { id: from.profileId } });
  const isStill = profile?.provider === from.provider && profile.modelId === from.model;
  return {
    provider: from.provider,
    model: from.model,
    ...(isStill && { profileId: profile.id }),
    conversationId,
    ifVersion: current?.version,
    undoes: id,
  };
}
