import { db } from "@/lib/db/client";
import { liveAnswers } from "@/lib/services/generations/live-answers";
import { reapGenerations } from "@/lib/services/generations/reap-generations";
import { log } from "@/lib/telemetry/log";

const heartbeatMs = 5000;
const reapMs = 15_000;

/** Says for every answer of this process that it lives. */
export async function beat(now = new Date()): Promise<void> {
  const ids = liveAnswers()
    .all()
    .map((answer) => answer.id);
  if (ids.length === 0) return;
  await db().generation.updateMany({
    where: { id: { in: ids }, state: "running" },
    data: { heartbeatAt: now },
  });
}

/**
 * Ends what a former process left running, then keeps doing so, and says for this process's own answers that they live.
 * @returns the way to stop it
 */
export async function startReaper(): Promise<() => void> {
  const ended = await reapGenerations();
  if (ended > 0) log().info({ ended }, "answers of a former process ended as interrupted");
  const quietly = (work: () => Promise<unknown>) => () =>
    void work().catch((error: unknown) => log().error({ err: error }, "answers could not be looked after"));
  const timers = [
    setInterval(
      quietly(() => beat()),
      heartbeatMs,
    ),
    setInterval(
      quietly(() => reapGenerations()),
      reapMs,
    ),
  ];
  for (const timer of timers) timer.unref();
  return () => timers.forEach((timer) => clearInterval(timer));
}
