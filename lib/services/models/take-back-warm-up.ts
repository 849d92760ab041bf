import type { UserContext } from "@/lib/access/actor";
import { isProblemError } from "@/lib/errors";
import { listProviders } from "@/lib/providers/registry";
import { pickerTicket } from "@/lib/services/models/warm-likely-next";
import { log } from "@/lib/telemetry/log";

const answerMs = 5_000;

/**
 * The picker was closed and nothing was chosen: what is being loaded ahead for it is stopped, unless somebody else waits
 * for it by now. What is loaded already stays. Only ever this user's own wish; never throws.
 */
export async function takeBackWarmUp(ctx: UserContext): Promise<void> {
  const ticket = pickerTicket(ctx.actor.id);
  const signal = AbortSignal.timeout(answerMs);
  const asked = await Promise.allSettled(
    listProviders().map((provider) => provider.takeBack?.(ticket, signal)),
  );
  for (const one of asked)
    // An engine that can not be reached loads nothing either.
    if (one.status === "rejected" && !isProblemError(one.reason))
      log().warn({ err: one.reason }, "a load ahead could not be taken back");
}
