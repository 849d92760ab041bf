import { isAbort } from "@/lib/providers/engine-problem";
import type { Provider, WaitState } from "@/lib/providers/provider";
import { singleton } from "@/lib/shared/singleton";

interface WarmUp {
  done: Promise<void>;
  withdraw: AbortController;
  waiters: Set<(state: WaitState) => void>;
  last: WaitState | null;
}

const warmUps = () => singleton("warm-ups", () => new Map<string, WarmUp>());
const keyOf = (userId: string, provider: string, model: string) => `${userId}\n${provider}\n${model}`;

/** This user waits for that model already. */
export function isWarmingUp(userId: string, provider: string, model: string): boolean {
  return warmUps().has(keyOf(userId, provider, model));
}

/**
 * Resolves when the model is ready. Switches of one user to one model share one wish; it is withdrawn when the last of
 * them no longer wants it.
 * @throws ProblemError of the provider, or the signal's reason
 */
export async function warmUp(
  userId: string,
  provider: Provider,
  model: string,
  { signal, ticket, onWait }: { signal: AbortSignal; ticket: string; onWait: (state: WaitState) => void },
): Promise<void> {
  const key = keyOf(userId, provider.id, model);
  const shared = warmUps().get(key) ?? begin(key, userId, provider, model, ticket);
  shared.waiters.add(onWait);
  if (shared.last) onWait(shared.last);
  try {
    await untilAborted(shared.done, signal);
  } finally {
    shared.waiters.delete(onWait);
    if (!shared.waiters.size) {
      if (warmUps().get(key) === shared) warmUps().delete(key);
      shared.withdraw.abort();
    }
  }
}

function begin(key: string, userId: string, provider: Provider, model: string, ticket: string): WarmUp {
  const withdraw = new AbortController();
  const warming: WarmUp = { done: Promise.resolve(), withdraw, waiters: new Set(), last: null };
  warmUps().set(key, warming);
  warming.done = provider
    .prepare(model, {
      signal: withdraw.signal,
      ticket,
      fairnessKey: userId,
      onWait: (state) => {
        warming.last = state;
        for (const waiter of warming.waiters) waiter(state);
      },
    })
    .finally(() => {
      if (warmUps().get(key) === warming) warmUps().delete(key);
    });
  // When everybody left, nobody hears of its end.
  warming.done.catch((error: unknown) => isAbort(error));
  return warming;
}

function untilAborted(done: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    done.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
