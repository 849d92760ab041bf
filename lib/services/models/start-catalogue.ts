import { sidecarEndpoint } from "@/lib/contract/sidecar-endpoint";
import { catalogue } from "@/lib/providers/catalogue";
import { listProviders } from "@/lib/providers/registry";
import { chooseTierDefaults } from "@/lib/services/profiles/choose-tier-defaults";
import { syncDemos } from "@/lib/services/profiles/sync-demos";
import { syncDiscovered } from "@/lib/services/profiles/sync-discovered";
import { log } from "@/lib/telemetry/log";

const probeEveryMs = 15_000;

/** The local engine starts beside the site: the first page should already know its models. */
const firstListingMs = 3_000;

/**
 * Keeps the list of models: asks every engine now and then, follows those that tell of changes by themselves, and
 * gives what is found a profile. Waits for the local engine if it is starting, 3 s at most; for the others 300 ms.
 * @returns stops it
 */
export async function startCatalogue(): Promise<() => void> {
  const stops = [keepProfiles()];
  const listed = localListing();
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
  await listed;
  return () => {
    for (const stop of stops) stop();
  };
}

/** Resolves when the local engine was listed for the first time, or does not seem to come. */
function localListing(): Promise<void> {
  const { state } = sidecarEndpoint();
  if (state !== "starting" && state !== "up") return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    const timer = setTimeout(end, firstListingMs);
    const stop = catalogue().onListed(({ provider }) => {
      if (provider.kind === "llamacpp") end();
    });
  });
}

/** Every listing makes the profiles that it needs before anybody reads it. */
export function keepProfiles(): () => void {
  return catalogue().onListed(async (entry) => {
    try {
      // First, so that a bundled model gets its own profiles and no found one beside them.
      await syncDemos(entry);
      await syncDiscovered(entry);
      await chooseTierDefaults();
    } catch (error) {
      log().error({ err: error, provider: entry.provider.id }, "found models could not be given profiles");
    }
  });
}
