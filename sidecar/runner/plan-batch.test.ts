import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { planBatch, type QueuedTokens } from "@/sidecar/runner/plan-batch";

const queue = (...tokens: number[]): QueuedTokens[] =>
  tokens.map((count, sequenceId) => ({ sequenceId, tokens: count }));
const amounts = (queued: QueuedTokens[], size: number, room: number): number[][] =>
  planBatch(queued, size, room).map(({ item, tokens }) => [item.sequenceId, tokens]);

describe("planBatch", () => {
  test("streams stand in ascending order of their ids, whatever the order in which they queued", () => {
    expect(amounts(queue(1, 1, 1, 1).toReversed(), 512, 100)).toEqual([
      [0, 1],
      [1, 1],
      [2, 1],
      [3, 1],
    ]);
  });

  test("a long prompt is read in chunks of the room while answers go on", () => {
    expect(amounts(queue(1, 900, 1), 512, 60)).toEqual([
      [0, 1],
      [1, 60],
      [2, 1],
    ]);
  });

  test("prompts share the room, and a short one leaves its rest to the others", () => {
    expect(amounts(queue(500, 10, 500), 512, 100)).toEqual([
      [0, 45],
      [1, 10],
      [2, 45],
    ]);
  });

  test("a rest of up to 30 % is taken along", () => {
    expect(amounts(queue(125), 512, 100)).toEqual([[0, 125]]);
    expect(amounts(queue(140), 512, 100)).toEqual([[0, 100]]);
  });

  test("something is always planned, and never more than the batch holds", () => {
    const item = fc.record({ sequenceId: fc.nat(31), tokens: fc.integer({ min: 1, max: 9_000 }) });
    const items = fc.uniqueArray(item, {
      minLength: 1,
      maxLength: 32,
      selector: ({ sequenceId }) => sequenceId,
    });
    fc.assert(
      fc.property(
        items,
        fc.integer({ min: 32, max: 2_048 }),
        fc.integer({ min: 24, max: 4_000 }),
        (queued, size, room) => {
          const plan = planBatch(queued, size, room);
          expect(plan.length).toBeGreaterThan(0);
          expect(plan.reduce((sum, { tokens }) => sum + tokens, 0)).toBeLessThanOrEqual(size);
          for (const { item: planned, tokens } of plan) expect(tokens).toBeLessThanOrEqual(planned.tokens);
          const ids = plan.map(({ item: planned }) => planned.sequenceId);
          expect(ids).toEqual(ids.toSorted((a, b) => a - b));
        },
      ),
    );
  });
});
