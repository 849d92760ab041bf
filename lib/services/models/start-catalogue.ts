import { catalogue } from "@/lib/providers/catalogue";
import { listProviders } from "@/lib/providers/registry";
import { chooseTierDefault } from "@/lib/services/profiles/choose-tier-default";
import { syncDiscovered } from "@/lib/services/profiles/sync-discovered";
import { log } from "@/lib/telemetry/log";

const probeEveryMs = 15_000;

/**
 * Keeps the list of models: asks every engine now and then, follows those that tell of changes by themselves, and
 * gives what is found a profile. Waits 300 ms at most, whatever the engines do.
 * @returns stops it
 */
export async function startCatalogue(): Promise<() => void> {
  const stops = [keepProfiles()];
  for (const provider of listProviders()) {
    const stop = provider.watchModels?.((models) => void catalogue().told(provider, models));
    if (stop) stops.push(stop);
    // Off and down engines are asked too: that is how they are found again.
    const timer = setInterval(
      () => void catalogue().refresh(provider.id),
      Math.max(probeEveryMs, provider.listFreshMs),
    );
    timer.unref();
    stops.push(() => clearInterval(timer));
  }
  await catalogue().read();
  return () => {
    for (const stop of stops) stop();
  };
}

/** Every listing makes the profiles that it needs before anybody reads it. */
export function keepProfiles(): () => void {
  return catalogue().onListed(async (entry) => {
    try {
      await syncDiscovered(entry);
      await chooseTierDefault();
    } catch (error) {
      log().error({ err: error, provider: entry.provider.id }, "found models could not be given profiles");
    }
  });
}
