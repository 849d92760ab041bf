import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { countFailures } from "@/lib/limits/count-failures";
import { limitStore } from "@/lib/limits/shared-store";
import { giveBack, peek, setQuotas, take } from "@/lib/limits/take";
import { redisBinary, startRedis, startUpstash } from "@/tests/factories/redis";
import { createUser } from "@/tests/factories/user";
import { TestClient } from "@/tests/setup/client";
import { createTestDatabase } from "@/tests/setup/database";
import { signIn } from "@/tests/setup/sign-in";

const token = "a-token-for-tests";
let redis: Awaited<ReturnType<typeof startRedis>>;
let upstash: Awaited<ReturnType<typeof startUpstash>>;

beforeAll(async () => {
  if (!redisBinary) return;
  redis = await startRedis();
  upstash = await startUpstash(redis.url, token);
});
afterAll(async () => {
  await upstash?.stop();
  await redis?.stop();
});

const environments = {
  memory: () => ({}),
  redis: () => ({ REDIS_URL: redis.url }),
  upstash: () => ({ UPSTASH_REDIS_REST_URL: upstash.url, UPSTASH_REDIS_REST_TOKEN: token }),
};
/** Keys that no other test has. */
let key: string;
beforeEach(() => void (key = crypto.randomUUID()));
afterEach(async () => {
  vi.useRealTimers();
  await limitStore().close();
});

/** Long before a window ends by the clock, so that no test is cut in two by it. */
function startWindow(): void {
  vi.useFakeTimers({ toFake: ["Date"], now: Math.ceil(Date.now() / 3_600_000) * 3_600_000 + 1000 });
}
const many = (count: number) => Promise.all(Array.from({ length: count }, () => take("switch.user", key)));
const passed = (taken: { ok: boolean }[]) => taken.filter(({ ok }) => ok).length;

describe.each(["memory", "redis", "upstash"] as const)("limits that %s counts", (name) => {
  const isThere = name === "memory" || redisBinary !== undefined;
  describe.skipIf(!isThere)("as they should (Redis only where there is a redis-server)", () => {
    beforeEach(async () => {
      await createTestDatabase(environments[name]());
      startWindow();
    });

    test("give their quota and not one more, also to takes at once, and tell what is left", async () => {
      expect(await take("switch.user", key)).toMatchObject({
        ok: true,
        quota: 30,
        remaining: 29,
        store: name,
      });
      expect(passed(await many(39))).toBe(29);
      expect(await take("switch.user", key)).toMatchObject({ ok: false, remaining: 0 });
    });

    test("are one's own, by key and by policy", async () => {
      await many(30);
      expect((await take("switch.user", `${key}-other`)).ok).toBe(true);
      expect((await take("chat.user", key)).ok).toBe(true);
      expect((await take("switch.user", key)).ok).toBe(false);
    });

    test("begin anew when the window ends that was told", async () => {
      await many(35);
      const { resetMs } = await peek("switch.user", key);
      expect(resetMs).toBeGreaterThan(0);
      expect(resetMs).toBeLessThanOrEqual(60_000);
      vi.setSystemTime(Date.now() + resetMs - 1);
      expect((await take("switch.user", key)).ok).toBe(false);
      vi.setSystemTime(Date.now() + 1);
      expect(await take("switch.user", key)).toMatchObject({ ok: true, remaining: 29 });
    });

    test("charge nothing for a refused take, so that a cheap one still passes", async () => {
      await many(28);
      expect((await take("switch.user", key, 3)).ok).toBe(false);
      expect(await take("switch.user", key, 2)).toMatchObject({ ok: true, remaining: 0 });
    });

    test("give back what was not used, and nobody gets more than the quota by it", async () => {
      await many(30);
      await giveBack("switch.user", key, 1);
      expect((await take("switch.user", key)).ok).toBe(true);
      vi.setSystemTime(Date.now() + 60_000);
      await giveBack("switch.user", key, 5);
      expect(passed(await many(31))).toBe(30);
    });

    test("look without taking, and follow a quota that an admin changes at once", async () => {
      await many(29);
      expect(await peek("switch.user", key)).toMatchObject({ ok: true, remaining: 1 });
      expect(await peek("switch.user", key)).toMatchObject({ ok: true, remaining: 1 });
      setQuotas({ "switch.user": 29 });
      expect((await take("switch.user", key)).ok).toBe(false);
    });

    test("count failures only, where that is asked: of a hundred guesses at once ten are looked at", async () => {
      let ran = 0;
      const guess = () =>
        countFailures({}, [["sign-in.account", key]], async () => {
          ran++;
          return { failed: true, value: null };
        });
      await Promise.allSettled(Array.from({ length: 100 }, guess));
      expect(ran).toBe(10);
    });
  });
});

describe.skipIf(!redisBinary)("several processes over redis-server", () => {
  test("share one count in Redis, and so does Upstash's REST in front of it", async () => {
    await createTestDatabase(environments.redis());
    startWindow();
    await many(20);
    await limitStore().close();
    await createTestDatabase(environments.upstash());
    expect(passed(await many(20))).toBe(10);
  });

  test("a Redis that was restarted counts again: its scripts are sent anew", async () => {
    await createTestDatabase(environments.redis());
    await take("switch.user", key);
    const { Redis } = await import("ioredis");
    const other = new Redis(redis.url);
    await other.script("FLUSH");
    other.disconnect();
    expect(await take("switch.user", key)).toMatchObject({ ok: true, store: "redis" });
  });
});

describe.each([
  ["Redis", { REDIS_URL: "redis://127.0.0.1:1" }],
  ["Upstash", { UPSTASH_REDIS_REST_URL: "http://127.0.0.1:1", UPSTASH_REDIS_REST_TOKEN: token }],
])("while %s is down", (_name, environment) => {
  beforeEach(async () => void (await createTestDatabase(environment)));

  test("switching counts in this process: never unlimited", async () => {
    const taken = await many(40);
    expect(passed(taken)).toBe(30);
    expect(new Set(taken.map(({ store }) => store))).toEqual(new Set(["local"]));
  });

  test("nobody signs in, right or wrong, and is told why and for how long", async () => {
    await createUser({ email: "ada@example.org", password: "correct horse" });
    const client = new TestClient();
    const response = await signIn(client, "ada@example.org", "correct horse");
    expect(response.status).toBe(429);
    expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
    const body = (await response.json()) as { code: string; detail: string };
    expect(body).toMatchObject({
      code: "rate_limited",
      detail: expect.stringContaining("can not be counted"),
    });
    expect([...client.cookies.keys()].filter((name) => name.includes("session-token"))).toEqual([]);
  });
});

test.skipIf(!redisBinary)(
  "a store that goes away is stood in for, and counts again when it is back",
  async () => {
    const first = await startRedis();
    await createTestDatabase({ REDIS_URL: first.url });
    expect(await take("switch.user", key)).toMatchObject({ store: "redis" });
    await first.stop();
    expect(await take("switch.user", key)).toMatchObject({ ok: true, store: "local" });
    const second = await startRedis(first.port);
    await expect
      .poll(async () => (await take("chat.user", key)).store, { timeout: 20_000, interval: 300 })
      .toBe("redis");
    await second.stop();
  },
);
