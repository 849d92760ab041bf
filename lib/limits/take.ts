import { RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible";
import { problem, type ProblemError } from "@/lib/errors";
import { policies, type Policy } from "@/lib/limits/policies";
import { singleton } from "@/lib/shared/singleton";

export interface Taken {
  ok: boolean;
  policy: Policy;
  quota: number;
  windowSeconds: number;
  remaining: number;
  /** Until the window ends. */
  resetMs: number;
}

/** Quotas that an admin changed; the windows stay. */
const overrides = () => singleton("limit-overrides", () => new Map<Policy, number>());

/** `PATCH /api/admin/settings { limits }` and the start call this. */
export function setQuotas(quotas: Partial<Record<Policy, number>>): void {
  overrides().clear();
  for (const [policy, quota] of Object.entries(quotas)) overrides().set(policy as Policy, quota);
}

export function quotaOf(policy: Policy): number {
  return overrides().get(policy) ?? policies[policy].quota;
}

function store(policy: Policy): RateLimiterMemory {
  const stores = singleton("limit-stores", () => new Map<Policy, RateLimiterMemory>());
  const existing = stores.get(policy);
  // The quota is compared here, not in the store, so that a changed quota counts at once and keeps the window.
  const made =
    existing ??
    new RateLimiterMemory({ points: Number.MAX_SAFE_INTEGER, duration: policies[policy].windowSeconds });
  if (!existing) stores.set(policy, made);
  return made;
}

function taken(policy: Policy, used: number, resetMs: number, ok: boolean): Taken {
  const quota = quotaOf(policy);
  return {
    ok,
    policy,
    quota,
    windowSeconds: policies[policy].windowSeconds,
    remaining: ok ? Math.max(0, quota - used) : 0,
    resetMs,
  };
}

/** Takes `cost` units of the window of `key`. Never throws; a refused take costs nothing. */
export async function take(policy: Policy, key: string, cost = 1): Promise<Taken> {
  const limiter = store(policy);
  const after: RateLimiterRes = await limiter.consume(key, cost);
  if (after.consumedPoints <= quotaOf(policy))
    return taken(policy, after.consumedPoints, after.msBeforeNext, true);
  await limiter.reward(key, cost);
  return taken(policy, after.consumedPoints, after.msBeforeNext, false);
}

/** What a take would find, without taking. For limits that count failures only: peek before, take after a failure. */
export async function peek(policy: Policy, key: string): Promise<Taken> {
  const now = await store(policy).get(key);
  const used = now?.consumedPoints ?? 0;
  return taken(
    policy,
    used,
    now?.msBeforeNext ?? policies[policy].windowSeconds * 1000,
    used < quotaOf(policy),
  );
}

/** Takes, and refuses when that was too much; the answer tells of the limit either way. @throws rate_limited */
export async function enforce(
  ctx: { limits?: Taken[] },
  policy: Policy,
  key: string,
  cost = 1,
): Promise<void> {
  const limit = await take(policy, key, cost);
  ctx.limits?.push(limit);
  if (!limit.ok) throw rateLimited(limit);
}

/** Gives units back, for work that turned out not to happen. */
export async function giveBack(policy: Policy, key: string, cost: number): Promise<void> {
  const now = await store(policy).get(key);
  // The window may have ended meanwhile: nobody gets more than its quota for that.
  const used = Math.min(cost, now?.consumedPoints ?? 0);
  if (used > 0) await store(policy).reward(key, used);
}

/** IETF draft headers `RateLimit-Policy` and `RateLimit`, plus Retry-After on a refusal. */
export function limitHeaders(limit: Taken): Record<string, string> {
  const { name } = policies[limit.policy];
  const seconds = Math.max(1, Math.ceil(limit.resetMs / 1000));
  return {
    "RateLimit-Policy": `"${name}";q=${limit.quota};w=${limit.windowSeconds}`,
    RateLimit: `"${name}";r=${limit.ok ? limit.remaining : 0};t=${seconds}`,
    ...(!limit.ok && { "Retry-After": String(seconds) }),
  };
}

/** The 429 for a refused take. */
export function rateLimited(limit: Taken): ProblemError {
  const seconds = Math.max(1, Math.ceil(limit.resetMs / 1000));
  const wait = seconds > 90 ? `${Math.ceil(seconds / 60)} minutes` : `${seconds} seconds`;
  return problem(
    "rate_limited",
    `That was too often. Nothing was changed; try again in ${wait}.`,
    { policy: policies[limit.policy].name, retryAfterMs: limit.resetMs },
    limitHeaders(limit),
  );
}
