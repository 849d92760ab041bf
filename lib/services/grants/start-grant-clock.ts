import { db } from "@/lib/db/client";
import { publishEntitlements } from "@/lib/services/permissions/publish-entitlements";
import { log } from "@/lib/telemetry/log";

const everyMs = 15_000;

/** Tells the people whose grants ended in that time. The grants themselves stop counting at once, whoever is told. */
export async function tellEndedGrants(after: Date, upTo: Date): Promise<void> {
  const ended = await db().tierGrant.findMany({
    where: { until: { gt: after, lte: upTo } },
    select: { userId: true },
  });
  if (ended.length) await publishEntitlements({ id: { in: ended.map(({ userId }) => userId) } });
}

/** Open pages lock what a grant had opened, without a reload. @returns the way to stop it */
export function startGrantClock(): () => void {
  let told = new Date();
  const timer = setInterval(() => {
    const now = new Date();
    tellEndedGrants(told, now).then(
      () => (told = now),
      (error: unknown) => log().error({ err: error }, "the end of grants could not be told"),
    );
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
