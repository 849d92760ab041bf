import { systemContext } from "@/lib/access/actor";
import { pruneAudit } from "@/lib/services/audit/prune-audit";
import { readSiteSettings } from "@/lib/services/site-settings/site-settings";
import { log } from "@/lib/telemetry/log";

const dayMs = 24 * 3_600_000;
const everyMs = 6 * 3_600_000;

/** Takes away what is older than the site keeps; keeps everything where nothing is set. @returns how many rows are gone */
export async function applyRetention(now = new Date()): Promise<number> {
  const { auditRetentionDays } = await readSiteSettings();
  if (auditRetentionDays === null) return 0;
  const cutoff = new Date(now.getTime() - auditRetentionDays * dayMs);
  return pruneAudit(systemContext("retention"), cutoff);
}

/** Every six hours; the first time after the start is over. @returns the way to stop it */
export function startRetention(): () => void {
  const timer = setInterval(() => {
    applyRetention().then(
      (removed) => removed && log().info({ removed }, "old audit rows were removed"),
      (error: unknown) => log().error({ err: error }, "old audit rows could not be removed"),
    );
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
