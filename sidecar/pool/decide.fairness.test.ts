import fc from "fast-check";
import { expect, it } from "vitest";
import { PoolWorld, shape } from "@/tests/factories/pool-world";
import { PoolTimeline } from "@/tests/factories/pool-timeline";

const models = ["a", "b", "c"] as const;
const answerMs = 2_000;
const loadMs = 1_000;
const exitMs = 20;

/** Arrivals close together, over a minute: far more than a pool with room for one model can take. */
const arrivals = fc.array(
  fc.record({
    model: fc.constantFrom(...models),
    afterMs: fc.integer({ min: 0, max: 600 }),
    answerMs: fc.integer({ min: 1, max: answerMs }),
  }),
  { minLength: 1, maxLength: 100 },
);

it("nobody waits longer than the bound, however many come later", { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(arrivals, fc.constantFrom(1, 2, 4), (coming, sequences) => {
      const shapes = { a: shape(60, sequences), b: shape(60, sequences), c: shape(60, sequences) };
      const world = new PoolWorld(shapes, 100);
      const timeline = new PoolTimeline(world, { loadMs, exitMs });
      const bounds = new Map<string, number>();
      let atMs = 0;
      for (const [index, { model, afterMs, answerMs: ownMs }] of coming.entries()) {
        atMs += afterMs;
        timeline.at(atMs, () => {
          const earlier = world.pool.waiting.length + world.answers.size;
          world.arrive(`t${index}`, model);
          timeline.answerMsOf.set(`t${index}`, ownMs);
          bounds.set(`t${index}`, boundMs(world, earlier));
        });
      }
      timeline.run();
      expect(world.outcomes.size).toBe(coming.length);
      for (const [ticket, waitMs] of timeline.waitsMs)
        expect(waitMs).toBeLessThanOrEqual(bounds.get(ticket) ?? 0);
    }),
    { numRuns: 150 },
  );
});

/** A swap for each model, the answers that run or wait when a ticket comes, and the time that a loaded model keeps on. */
function boundMs({ pool }: PoolWorld, earlier: number): number {
  const swapMs = answerMs + exitMs + loadMs;
  return pool.limits.collateMs + pool.limits.residencyMs + models.length * swapMs + earlier * answerMs;
}

it(
  "a key that is served twice has let every other key that waited meanwhile have its turn",
  { timeout: 60_000 },
  () => {
    const ask = fc.record({ key: fc.constantFrom("u", "v", "w", "x"), afterMs: fc.nat(300) });
    fc.assert(
      fc.property(fc.array(ask, { minLength: 5, maxLength: 60 }), (coming) => {
        const world = new PoolWorld({ a: shape(60, 1) }, 100, { maxQueuePerKey: 100 });
        const timeline = new PoolTimeline(world, { loadMs, exitMs });
        const keyOf = new Map<string, string>();
        let atMs = 0;
        for (const [index, { key, afterMs }] of coming.entries()) {
          atMs += afterMs;
          keyOf.set(`t${index}`, key);
          timeline.answerMsOf.set(`t${index}`, 400);
          timeline.at(atMs, () => world.arrive(`t${index}`, "a", { key }));
        }
        timeline.run();
        const served = timeline.handedOver.map(({ ticket, waiting }) => ({
          key: keyOf.get(ticket),
          waiting: new Set(waiting.map((id) => keyOf.get(id))),
        }));
        for (const [index, { key, waiting }] of served.entries()) {
          const again = served.findIndex((turn, later) => later > index && turn.key === key);
          if (again < 0) continue;
          const between = new Set(served.slice(index + 1, again).map((turn) => turn.key));
          for (const other of waiting) expect(between.has(other) || other === key).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  },
);
