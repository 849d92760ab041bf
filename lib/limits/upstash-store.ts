import { createHash } from "node:crypto";
import { Ratelimit } from "@upstash/ratelimit";
import { Redis } from "@upstash/redis";
import type { LimitStore, Window } from "@/lib/limits/store";

/** What the limiter asks of Redis: Upstash's client, or any other behind an adapter. */
export interface ScriptRunner {
  evalsha: (sha: string, keys: string[], args: unknown[]) => Promise<unknown>;
  eval: (script: string, keys: string[], args: unknown[]) => Promise<unknown>;
}

export const timeoutMs = 500;
/** Quotas are compared by the caller: the limiter only counts. */
const unlimited = 1_000_000_000_000;

/** Counts in a Redis that all processes share, by @upstash/ratelimit's fixed windows. Keys are hashed: they may be addresses. */
export function createScriptStore(
  name: "redis" | "upstash",
  runner: ScriptRunner,
  close: () => Promise<void>,
): LimitStore {
  const limiters = new Map<string, Ratelimit>();
  const limiterOf = ({ name: limit, windowSeconds }: Window): Ratelimit => {
    const existing = limiters.get(limit);
    const made =
      existing ??
      new Ratelimit({
        redis: runner as unknown as Redis,
        limiter: Ratelimit.fixedWindow(unlimited, `${windowSeconds} s`),
        prefix: `switchyard:limit:${limit}`,
        // Its own default lets everything pass when Redis is slow, and keeps refusals in the process.
        timeout: timeoutMs,
        ephemeralCache: false,
        analytics: false,
        enableTelemetry: false,
      });
    if (!existing) limiters.set(limit, made);
    return made;
  };
  const hashed = (key: string) => createHash("sha256").update(key).digest("hex").slice(0, 40);
  const count = (remaining: number, reset: number) => ({
    used: unlimited - remaining,
    resetMs: Math.max(0, reset - Date.now()),
  });
  return {
    name,
    add: async (window, key, units) => {
      const answer = await limiterOf(window).limit(hashed(key), { rate: units });
      if (answer.reason === "timeout") throw new Error("the store of limits did not answer in time");
      return count(answer.remaining, answer.reset);
    },
    look: async (window, key) => {
      const answer = await limiterOf(window).getRemaining(hashed(key));
      return count(answer.remaining, answer.reset);
    },
    close,
  };
}

/** Upstash's REST interface. */
export function createUpstashStore(url: string, token: string): LimitStore {
  const redis = new Redis({
    url,
    token,
    retry: false,
    enableTelemetry: false,
    signal: () => AbortSignal.timeout(timeoutMs),
  });
  return createScriptStore(
    "upstash",
    {
      evalsha: (sha, keys, args) => redis.evalsha(sha, keys, args),
      eval: (script, keys, args) => redis.eval(script, keys, args),
    },
    async () => {},
  );
}
