import type { UserContext } from "@/lib/access/actor";
import type { NumberedEvent } from "@/lib/events/bus";
import { events } from "@/lib/events/bus";
import { getEffectiveSelection } from "@/lib/services/selections/get-effective-selection";
import { resolveSession } from "@/lib/services/sessions/resolve-session";
import { log } from "@/lib/telemetry/log";

const checkEveryMs = 30_000;

/**
 * What this user may see, from now on or from where `lastId` left off. Where that is no longer known, the selection is
 * told once, so that a page which slept is not left behind. Calls `end` when the session was revoked or has ended.
 * @returns stops it
 */
export function subscribeEvents(
  ctx: UserContext,
  lastId: number | null,
  send: (event: Pick<NumberedEvent, "event"> & { id?: number }) => void,
  end: () => void,
  everyMs = checkEveryMs,
): () => void {
  const { id: userId, sessionId } = ctx.actor;
  const stop = events().subscribe(userId, send);
  if (lastId !== null) {
    const missed = events().since(userId, lastId);
    for (const event of missed ?? []) send(event);
    if (!missed) void tellSelection(ctx, send);
  }
  const check = setInterval(() => {
    resolveSession(sessionId).then(
      (actor) => {
        if (!actor) end();
      },
      (error: unknown) => log().warn({ err: error }, "a session could not be checked"),
    );
  }, everyMs);
  check.unref();
  return () => {
    stop();
    clearInterval(check);
  };
}

async function tellSelection(
  ctx: UserContext,
  send: (event: Pick<NumberedEvent, "event">) => void,
): Promise<void> {
  try {
    const selection = await getEffectiveSelection(ctx);
    send({ event: { name: "selection.changed", data: { conversationId: null, selection } } });
  } catch (error) {
    log().warn({ err: error }, "the selection could not be told");
  }
}
