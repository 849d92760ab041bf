import { RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible";
import type { Count, LimitStore, Window } from "@/lib/limits/store";

/** Counts of this process: the embedded default, and the stand-in while a shared store is down. */
export function createMemoryStore(): LimitStore {
  const limiters = new Map<string, RateLimiterMemory>();
  const limiterOf = ({ name, windowSeconds }: Window): RateLimiterMemory => {
    const existing = limiters.get(name);
    // The quota is compared by the caller, so that a changed quota counts at once and keeps the window.
    const made =
      existing ?? new RateLimiterMemory({ points: Number.MAX_SAFE_INTEGER, duration: windowSeconds });
    if (!existing) limiters.set(name, made);
    return made;
  };
  const count = ({ consumedPoints, msBeforeNext }: RateLimiterRes): Count => ({
    used: consumedPoints,
    resetMs: msBeforeNext,
  });
  return {
    name: "memory",
    add: async (window, key, units) => {
      const limiter = limiterOf(window);
      return count(units < 0 ? await limiter.reward(key, -units) : await limiter.consume(key, units));
    },
    look: async (window, key) => {
      const now = await limiterOf(window).get(key);
      // What has ended may still stand there until its timer runs.
      return now && now.msBeforeNext > 0 ? count(now) : { used: 0, resetMs: window.windowSeconds * 1000 };
    },
    close: async () => {},
  };
}
