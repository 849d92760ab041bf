import { beforeEach, describe, expect, test, vi } from "vitest";
import { isProblemError } from "@/lib/errors";
import {
  enforce,
  giveBack,
  limitHeaders,
  peek,
  quotaOf,
  rateLimited,
  setQuotas,
  take,
  type Taken,
} from "@/lib/limits/take";
import { forgetSingletons } from "@/tests/setup/database";

beforeEach(() => {
  forgetSingletons();
  vi.useFakeTimers();
  return () => void vi.useRealTimers();
});

const many = (count: number, key = "u") =>
  Promise.all(Array.from({ length: count }, () => take("switch.user", key)));

describe("a limit", () => {
  test("gives its quota and not one more, also to takes at once", async () => {
    const taken = await many(40);
    expect(taken.filter(({ ok }) => ok)).toHaveLength(30);
    expect(taken[6]).toMatchObject({ ok: true, quota: 30, remaining: 23, windowSeconds: 60 });
    expect(taken.at(-1)).toMatchObject({ ok: false, remaining: 0 });
  });

  test("is one's own: another key and another policy are untouched", async () => {
    await many(30, "a");
    expect((await take("switch.user", "b")).ok).toBe(true);
    expect((await take("chat.user", "a")).ok).toBe(true);
    expect((await take("switch.user", "a")).ok).toBe(false);
  });

  test("begins anew when its window ends, however often it was refused", async () => {
    await many(35);
    await vi.advanceTimersByTimeAsync(59_000);
    expect(await take("switch.user", "u")).toMatchObject({ ok: false, resetMs: 1000 });
    await vi.advanceTimersByTimeAsync(1000);
    expect(await take("switch.user", "u")).toMatchObject({ ok: true, remaining: 29, resetMs: 60_000 });
  });

  test("a dear take that is refused costs nothing, so that a cheap one still passes", async () => {
    await many(28);
    expect((await take("switch.user", "u", 3)).ok).toBe(false);
    expect(await take("switch.user", "u", 2)).toMatchObject({ ok: true, remaining: 0 });
  });

  test("a changed quota counts at once, and only what is named is changed", async () => {
    await many(30);
    setQuotas({ "switch.user": 31 });
    expect((await take("switch.user", "u")).ok).toBe(true);
    expect((await take("switch.user", "u")).ok).toBe(false);
    expect(quotaOf("chat.user")).toBe(120);
    setQuotas({});
    expect(quotaOf("switch.user")).toBe(30);
  });

  test("what is given back can be taken again, but nobody gets more than the quota", async () => {
    await many(30);
    await giveBack("switch.user", "u", 1);
    expect((await take("switch.user", "u")).ok).toBe(true);
    await vi.advanceTimersByTimeAsync(60_000);
    await giveBack("switch.user", "u", 5);
    expect((await many(31)).filter(({ ok }) => ok)).toHaveLength(30);
  });

  test("a look takes nothing", async () => {
    await many(29);
    expect(await peek("switch.user", "u")).toMatchObject({ ok: true, remaining: 1 });
    expect(await take("switch.user", "u")).toMatchObject({ ok: true, remaining: 0 });
    expect(await peek("switch.user", "u")).toMatchObject({ ok: false, remaining: 0 });
  });
});

describe("what a client is told", () => {
  test("are the draft's two headers, and Retry-After on a refusal", async () => {
    const first = await take("switch.user", "u");
    expect(limitHeaders(first)).toEqual({
      "RateLimit-Policy": '"switch";q=30;w=60',
      RateLimit: '"switch";r=29;t=60',
    });
    await many(30);
    await vi.advanceTimersByTimeAsync(18_500);
    const refused = await take("switch.user", "u");
    expect(limitHeaders(refused)).toEqual({
      "RateLimit-Policy": '"switch";q=30;w=60',
      RateLimit: '"switch";r=0;t=42',
      "Retry-After": "42",
    });
    expect(rateLimited(refused)).toMatchObject({
      status: 429,
      members: { policy: "switch", retryAfterMs: 41_500 },
      message: expect.stringContaining("42 seconds"),
    });
  });

  test("enforce tells of the limit whether it refuses or not", async () => {
    const ctx: { limits: Taken[] } = { limits: [] };
    setQuotas({ "setup.ip": 1 });
    await enforce(ctx, "setup.ip", "1.2.3.4");
    const refusal = await enforce(ctx, "setup.ip", "1.2.3.4").catch((error: unknown) => error);
    expect(isProblemError(refusal) && refusal.code).toBe("rate_limited");
    expect(ctx.limits.map(({ ok }) => ok)).toEqual([true, false]);
  });
});
