import { giveBack, peek, rateLimited, take, type Taken } from "@/lib/limits/take";
import type { Policy } from "@/lib/limits/policies";
import { singleton } from "@/lib/shared/singleton";

/** Attempts of one key whose outcome is not known yet. */
const undecided = () => singleton("limit-undecided", () => new Map<string, Set<Promise<void>>>());

/**
 * Runs an attempt under limits that count failures only. A unit is taken before, so that a hundred guesses at once are
 * not all looked at before the first is counted, and given back when the attempt did not fail. Where only undecided
 * attempts stand in the way, this one waits for them: many right sign-ins at once are all served.
 * @param limits taken in this order, which must be the same everywhere
 * @throws rate_limited, without running
 */
export async function countFailures<T>(
  ctx: { limits?: Taken[] },
  limits: (readonly [Policy, string])[],
  run: () => Promise<{ failed: boolean; value: T }>,
): Promise<T> {
  const held: Held[] = [];
  let failed = false;
  try {
    for (const [policy, key] of limits) held.push(await hold(policy, key));
    const outcome = await run();
    failed = outcome.failed;
    return outcome.value;
  } finally {
    // A refusal by a later limit, or an error of ours, is no wrong guess.
    for (const { release } of held) await release(failed);
    for (const [policy, key] of limits) ctx.limits?.push(await peek(policy, key));
  }
}

interface Held {
  release: (failed: boolean) => Promise<void>;
}

async function hold(policy: Policy, key: string): Promise<Held> {
  const name = `${policy} ${key}`;
  for (;;) {
    const limit = await take(policy, key);
    if (limit.ok) break;
    const waiting = undecided().get(name);
    if (!waiting?.size) throw rateLimited(limit);
    await Promise.race(waiting);
  }
  let settle = () => {};
  const decided = new Promise<void>((resolve) => (settle = resolve));
  const others = undecided().get(name) ?? new Set();
  undecided().set(name, others.add(decided));
  return {
    release: async (failed) => {
      if (!failed) await giveBack(policy, key, 1);
      others.delete(decided);
      if (!others.size) undecided().delete(name);
      settle();
    },
  };
}
