import { createHash } from "node:crypto";
import { Redis } from "ioredis";
import type { LimitStore } from "@/lib/limits/store";
import { createScriptStore, timeoutMs, type ScriptRunner } from "@/lib/limits/upstash-store";
import { log } from "@/lib/telemetry/log";

/** Upstash's scripts begin with a line that plain Redis refuses. */
const shebang = /^#!lua[^\n]*\n/;

const sha1 = (text: string) => createHash("sha1").update(text).digest("hex");

/**
 * Runs Upstash's scripts on any Redis: without their first line, under which they have another hash. A script that was not
 * seen yet, or that a restarted Redis has forgotten, is told as NOSCRIPT, and the limiter sends it in full.
 */
export function createScriptRunner(redis: Pick<Redis, "evalsha" | "eval">): ScriptRunner {
  const own = new Map<string, string>();
  const values = (args: unknown[]) => args.map((arg) => String(arg ?? ""));
  return {
    evalsha: (sha, keys, args) => {
      const known = own.get(sha);
      if (known === undefined) return Promise.reject(new Error("NOSCRIPT"));
      return redis.evalsha(known, keys.length, ...keys, ...values(args));
    },
    eval: (script, keys, args) => {
      const plain = script.replace(shebang, "");
      own.set(sha1(script), sha1(plain));
      return redis.eval(plain, keys.length, ...keys, ...values(args));
    },
  };
}

/** Any Redis, by REDIS_URL. Connects in the background; commands of a dead connection fail within half a second. */
export function createRedisStore(url: string): LimitStore {
  const redis = new Redis(url, {
    connectTimeout: 2_000,
    commandTimeout: timeoutMs,
    maxRetriesPerRequest: 1,
    retryStrategy: (attempt) => Math.min(attempt * 200, 2_000),
  });
  let isTold = false;
  // Without a listener ioredis throws on the process.
  redis.on("error", (error) => {
    if (!isTold) log().warn({ err: error }, "the Redis of the limits can not be reached");
    isTold = true;
  });
  redis.on("ready", () => (isTold = false));
  return createScriptStore("redis", createScriptRunner(redis), async () => redis.disconnect());
}
