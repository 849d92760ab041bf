import { env } from "@/lib/env";
import { createMemoryStore } from "@/lib/limits/memory-store";
import { createRedisStore } from "@/lib/limits/redis-store";
import type { LimitStore } from "@/lib/limits/store";
import { createUpstashStore } from "@/lib/limits/upstash-store";
import { singleton } from "@/lib/shared/singleton";

/** After a failure nobody waits for the store again before this is over. */
const restMs = 1_000;

/** REDIS_URL, else Upstash REST, else this process. */
export const limitStore = () =>
  singleton("limit-store", (): LimitStore => {
    const { REDIS_URL, UPSTASH_REDIS_REST_URL, UPSTASH_REDIS_REST_TOKEN } = env();
    if (REDIS_URL) return createRedisStore(REDIS_URL);
    if (UPSTASH_REDIS_REST_URL && UPSTASH_REDIS_REST_TOKEN)
      return createUpstashStore(UPSTASH_REDIS_REST_URL, UPSTASH_REDIS_REST_TOKEN);
    return createMemoryStore();
  });

/** Counts of this process while the shared store is down: stricter for nobody, unlimited for nobody. */
export const localStore = () => singleton("limit-local-store", createMemoryStore);

const outage = () => singleton("limit-outage", () => ({ untilMs: 0 }));

/** Runs `work` on the store; null when that is down. */
export async function onSharedStore<T>(
  work: (store: LimitStore) => Promise<T>,
  onDown: (error: unknown) => void,
): Promise<T | null> {
  if (Date.now() < outage().untilMs) return null;
  try {
    return await work(limitStore());
  } catch (error) {
    outage().untilMs = Date.now() + restMs;
    onDown(error);
    return null;
  }
}
