import type { LlamaContextSequence, Token } from "node-llama-cpp";
import { describe, expect, test } from "vitest";
import { Scheduler } from "@/sidecar/runner/scheduler";
import { Sequences } from "@/sidecar/runner/sequences";
import { StepTimes } from "@/sidecar/runner/step-times";

/** Holds tokens as a real sequence does, without a model. */
class MemorySequence {
  contextTokens: Token[] = [];
  get nextTokenIndex(): number {
    return this.contextTokens.length;
  }
  adaptStateToTokens(tokens: Token[]): Promise<void> {
    this.contextTokens = this.contextTokens.slice(0, tokens.length);
    return Promise.resolve();
  }
  clearHistory(): Promise<void> {
    this.contextTokens = [];
    return Promise.resolve();
  }
}

const tokens = (...numbers: number[]): Token[] => numbers as Token[];
const never = new AbortController().signal;
function create(count: number) {
  const memory = Array.from({ length: count }, () => new MemorySequence());
  const sequences = new Sequences(
    memory as unknown as LlamaContextSequence[],
    new Scheduler(new StepTimes(1e6, 512)),
  );
  const answer = async (
    sessionKey: string | undefined,
    prompt: Token[],
  ): Promise<{ id: number; cachedTokens: number }> => {
    const lease = await sequences.lease(prompt, sessionKey, never);
    if (lease === undefined) throw new Error("no lease");
    const own = memory[lease.id];
    if (own !== undefined) own.contextTokens = [...prompt];
    await sequences.release(lease.id, { keepFor: sessionKey });
    return lease;
  };
  return { memory, sequences, answer };
}

describe("Sequences", () => {
  test("the next turn of a conversation finds its prompt in the sequence", async () => {
    const { answer } = create(2);
    await answer("a", tokens(1, 2, 3));
    await answer("b", tokens(9, 9));
    expect(await answer("a", tokens(1, 2, 3, 4, 5))).toMatchObject({ id: 0, cachedTokens: 3 });
  });

  test("the same prompt again still reads its last token", async () => {
    const { answer } = create(1);
    await answer("a", tokens(1, 2, 3));
    expect((await answer("a", tokens(1, 2, 3))).cachedTokens).toBe(2);
  });

  test("another conversation sees nothing of the one before but a common beginning", async () => {
    const { answer, memory } = create(1);
    await answer("a", tokens(1, 2, 3, 4));
    const lease = await answer("b", tokens(1, 2, 8));
    expect(lease.cachedTokens).toBe(2);
    expect(memory[0]?.contextTokens).toEqual(tokens(1, 2, 8));
  });

  test("a forgotten conversation is removed at once, or after its running answer", async () => {
    const { answer, memory, sequences } = create(2);
    await answer("a", tokens(1, 2, 3));
    await sequences.forget("a");
    expect(memory[0]?.contextTokens).toEqual([]);
    const lease = await sequences.lease(tokens(5, 6), "b", never);
    const own = memory[lease?.id ?? 0];
    if (own !== undefined) own.contextTokens = tokens(5, 6);
    await sequences.forget("b");
    await sequences.release(lease?.id ?? 0, { keepFor: "b" });
    expect(own?.contextTokens).toEqual([]);
  });

  test("more requests than sequences wait in the order in which they came", async () => {
    const { sequences } = create(1);
    const order: string[] = [];
    const first = await sequences.lease(tokens(1), undefined, never);
    const later = ["second", "third"].map(async (name) => {
      const lease = await sequences.lease(tokens(1), undefined, never);
      order.push(name);
      await sequences.release(lease?.id ?? 0, { keepFor: undefined });
    });
    await sequences.release(first?.id ?? 0, { keepFor: undefined });
    await Promise.all(later);
    expect(order).toEqual(["second", "third"]);
  });

  test("a cancelled request leaves the queue, and nobody behind it is forgotten", async () => {
    const { sequences } = create(1);
    const abort = new AbortController();
    const first = await sequences.lease(tokens(1), undefined, never);
    const second = sequences.lease(tokens(1), undefined, abort.signal);
    const third = sequences.lease(tokens(1), undefined, never);
    abort.abort();
    expect(await second).toBeUndefined();
    await sequences.release(first?.id ?? 0, { keepFor: undefined });
    expect(await third).toMatchObject({ id: 0 });
  });

  test("a request that is cancelled at the moment of its turn passes the turn on", async () => {
    const { sequences } = create(1);
    const abort = new AbortController();
    const first = await sequences.lease(tokens(1), undefined, never);
    const second = sequences.lease(tokens(1), undefined, abort.signal);
    const third = sequences.lease(tokens(1), undefined, never);
    const released = sequences.release(first?.id ?? 0, { keepFor: undefined });
    abort.abort();
    await released;
    expect(await second).toBeUndefined();
    expect(await third).toMatchObject({ id: 0 });
  });

  test("a newcomer does not overtake the one whose turn it is", async () => {
    const { sequences } = create(1);
    const order: string[] = [];
    const first = await sequences.lease(tokens(1), undefined, never);
    const take = async (name: string): Promise<void> => {
      const lease = await sequences.lease(tokens(1), undefined, never);
      order.push(name);
      await sequences.release(lease?.id ?? 0, { keepFor: undefined });
    };
    const waiting = take("waiting");
    const released = sequences.release(first?.id ?? 0, { keepFor: undefined });
    await Promise.all([take("newcomer"), waiting, released]);
    expect(order).toEqual(["waiting", "newcomer"]);
  });
});
