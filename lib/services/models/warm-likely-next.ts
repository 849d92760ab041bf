import type { UserContext } from "@/lib/access/actor";
import { SwitchTarget } from "@/lib/contract/models";
import type { Selection } from "@/lib/contract/selection";
import { db } from "@/lib/db/client";
import { take } from "@/lib/limits/take";
import type { Provider } from "@/lib/providers/provider";
import { isProblemError } from "@/lib/errors";
import { tierDefault } from "@/lib/services/models/choose-default";
import {
  entryOf,
  findModel,
  isChatModel,
  meantProfile,
  profileAccess,
  type ModelWorld,
} from "@/lib/services/models/model-world";
import { log } from "@/lib/telemetry/log";

/** Switches to look back on. */
const lastSwitches = 20;
const answerMs = 5_000;

type Named = { provider: string; model: string };

/**
 * Loads ahead what this user will probably want: on opening a page the model that is selected, with the picker open
 * the one that they used before it, else their tier's default. Only what is cold, and the engine sees to it that it costs
 * nobody anything. Never throws: it is a guess.
 */
export async function warmLikelyNext(
  ctx: UserContext,
  world: ModelWorld,
  selection: Selection | null,
  opening: "page" | "picker",
): Promise<void> {
  try {
    const likely = opening === "page" ? [selection] : [selection, ...(await likelyNext(ctx, world))];
    const found = likely.flatMap((named) => (named ? coldModel(world, named) : [])).at(0);
    if (!found || !(await take("warm.user", ctx.actor.id)).ok) return;
    const ticket = opening === "picker" ? { ticket: pickerTicket(ctx.actor.id) } : {};
    await found.provider.warm?.(found.model, { signal: AbortSignal.timeout(answerMs), ...ticket });
  } catch (error) {
    // There was no room, or somebody else needs it: then it is loaded when it is asked for.
    if (!isProblemError(error)) log().warn({ err: error }, "a model could not be loaded ahead");
  }
}

/** Names what is loaded ahead for somebody's open picker, whichever process is asked to take it back. */
export function pickerTicket(userId: string): string {
  return `picker-${userId}`;
}

/** The models that they switched to, the last one first, then the default of their tier. */
async function likelyNext(ctx: UserContext, world: ModelWorld): Promise<Named[]> {
  const switches = await db().switch.findMany({
    where: { userId: ctx.actor.id, state: "active" },
    select: { to: true },
    orderBy: { createdAt: "desc" },
    take: lastSwitches,
  });
  const last = switches.flatMap(({ to }) => SwitchTarget.safeParse(to).data ?? []);
  const profile = tierDefault(world, ctx.actor.accountTier);
  return profile ? [...last, { provider: profile.provider, model: profile.modelId }] : last;
}

/** The model, if this user may use it, it can chat, and its engine could load it ahead. */
function coldModel(world: ModelWorld, { provider, model }: Named): { provider: Provider; model: string }[] {
  const entry = entryOf(world, provider);
  const found = findModel(entry, model);
  const profile = meantProfile(world, provider, model);
  if (!entry?.provider.warm || found?.status !== "cold" || !isChatModel(found)) return [];
  if (!profile || !profileAccess(world, profile).allowed) return [];
  return [{ provider: entry.provider, model: found.id }];
}
