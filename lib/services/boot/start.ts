import { db } from "@/lib/db/client";
import { migrate } from "@/lib/db/migrate";
import { seed } from "@/lib/db/seed";
import { env } from "@/lib/env";
import { startRetention } from "@/lib/services/audit/start-retention";
import { drainGenerations } from "@/lib/services/generations/drain-generations";
import { startReaper } from "@/lib/services/generations/start-reaper";
import { stopDownloads } from "@/lib/services/model-downloads/stop-downloads";
import { startGrantClock } from "@/lib/services/grants/start-grant-clock";
import { startCatalogue } from "@/lib/services/models/start-catalogue";
import { ensureSetupToken } from "@/lib/services/setup/ensure-setup-token";
import { applySiteSettings } from "@/lib/services/site-settings/apply-site-settings";
import { flushRefusals } from "@/lib/services/switches/note-refusal";
import { reapSwitches } from "@/lib/services/switches/reap-switches";
import { boot } from "@/lib/shared/boot";
import { log } from "@/lib/telemetry/log";

/** Runs once inside Next; server.ts waits for the outcome before it serves. */
export async function start(): Promise<void> {
  try {
    await startAll();
    boot().settleStart({});
  } catch (error) {
    boot().settleStart({ error });
    throw error;
  }
}

/** Migrates, seeds, ends what a former process left running, and starts the background work. */
async function startAll(): Promise<void> {
  const applied = await migrate(env().DATABASE_URL);
  if (applied.length) log().info({ applied }, "database migrated");
  await seed(db());
  await applySiteSettings();
  await reapSwitches();
  const stopReaper = await startReaper();
  const stopCatalogue = await startCatalogue();
  const stopRetention = startRetention();
  const stopGrantClock = startGrantClock();
  const token = await ensureSetupToken();
  boot().setupPath = token && `/setup?token=${token}`;
  boot().drain = async (options) => {
    await Promise.all([drainGenerations(options), stopDownloads()]);
    await flushRefusals();
    stopCatalogue();
    stopRetention();
    stopGrantClock();
    stopReaper();
  };
}
