import { problem, type ProblemError } from "@/lib/errors";
import { policies, type Policy } from "@/lib/limits/policies";
import { localStore, onSharedStore } from "@/lib/limits/shared-store";
import type { Count, LimitStore } from "@/lib/limits/store";
import { singleton } from "@/lib/shared/singleton";
import { log } from "@/lib/telemetry/log";

export interface Taken {
  ok: boolean;
  policy: Policy;
  quota: number;
  windowSeconds: number;
  remaining: number;
  /** Until the window ends. */
  resetMs: number;
  /** Where it was counted; `local` while the shared store is down, `closed` where nothing passes meanwhile. */
  store: LimitStore["name"] | "local" | "closed";
}

/** How long somebody waits who meets a limit that is closed. */
const closedMs = 5_000;

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

type Counted = Count & { store: Taken["store"] };

/** Runs `work` where this limit counts now; null where it is closed. */
async function counted(policy: Policy, work: (store: LimitStore) => Promise<Count>): Promise<Counted | null> {
  const shared = await onSharedStore(
    async (store) => ({ ...(await work(store)), store: store.name }),
    (error) => log().error({ err: error, policy }, "the store of limits is down"),
  );
  if (shared) return shared;
  if (policies[policy].whenDown === "close") return null;
  return { ...(await work(localStore())), store: "local" };
}

function taken(policy: Policy, count: Counted, ok: boolean): Taken {
  const quota = quotaOf(policy);
  return {
    ok,
    policy,
    quota,
    windowSeconds: policies[policy].windowSeconds,
    remaining: ok ? Math.max(0, quota - count.used) : 0,
    resetMs: count.resetMs,
    store: count.store,
  };
}

const closed = (policy: Policy) => taken(policy, { used: 0, resetMs: closedMs, store: "closed" }, false);

/**
 * Takes `cost` units of the window of `key`. Never throws; a refused take costs nothing (of two that meet at the edge in
 * a shared store both may be refused, never both allowed).
 */
export async function take(policy: Policy, key: string, cost = 1): Promise<Taken> {
  const after = await counted(policy, (store) => store.add(policies[policy], key, cost));
  if (!after) return closed(policy);
  if (after.used <= quotaOf(policy)) return taken(policy, after, true);
  await counted(policy, (store) => store.add(policies[policy], key, -cost));
  return taken(policy, after, false);
}

/** What a take would find, without taking. For limits that count failures only: peek before, take after a failure. */
export async function peek(policy: Policy, key: string): Promise<Taken> {
  const now = await counted(policy, (store) => store.look(policies[policy], key));
  return now ? taken(policy, now, now.used < quotaOf(policy)) : closed(policy);
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
  await counted(policy, async (store) => {
    const now = await store.look(policies[policy], key);
    // The window may have ended meanwhile: nobody gets more than its quota for that.
    const used = Math.min(cost, now.used);
    return used > 0 ? store.add(policies[policy], key, -used) : now;
  });
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
  const sentence =
    limit.store === "closed"
      ? "This is closed for a moment, because attempts can not be counted. Nothing was changed; try again in a few seconds."
      : `That was too often. Nothing was changed; try again in ${wait}.`;
  return problem(
    "rate_limited",
    sentence,
    { policy: policies[limit.policy].name, retryAfterMs: limit.resetMs },
    limitHeaders(limit),
  );
}
