import fc from "fast-check";
import { expect, it } from "vitest";
import { PoolWorld, shape } from "@/tests/factories/pool-world";
import { PoolTimeline } from "@/tests/factories/pool-timeline";

const models = ["a", "b", "c"] as const;
const answerMs = 400;
const loadMs = 1_000;
const exitMs = 20;

/** One model is asked for again and again, the others now and then: with room for one they would starve. */
const arrivals = fc.array(
  fc.record({
    model: fc.oneof(
      { weight: 12, arbitrary: fc.constant("a" as const) },
      { weight: 2, arbitrary: fc.constantFrom(...models) },
    ),
    afterMs: fc.integer({ min: 0, max: 300 }),
    answerMs: fc.integer({ min: 1, max: answerMs }),
  }),
  { minLength: 1, maxLength: 250 },
);

it("nobody waits longer than the bound, however many come later", { timeout: 120_000 }, () => {
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
          const earlier = world.pool.waiting.length;
          world.arrive(`t${index}`, model, { key: "" });
          timeline.answerMsOf.set(`t${index}`, ownMs);
          bounds.set(`t${index}`, boundMs(world, Math.ceil(earlier / sequences)));
        });
      }
      timeline.run();
      expect(world.outcomes.size).toBe(coming.length);
      for (const [ticket, waitMs] of timeline.waitsMs)
        expect(waitMs).toBeLessThanOrEqual(bounds.get(ticket) ?? 0);
    }),
    { numRuns: 40 },
  );
});

/** The time that a loaded model keeps on, and a turn for each model and for each batch of those who came earlier. */
function boundMs({ pool }: PoolWorld, earlierBatches: number): number {
  const keptMs = Math.max(pool.limits.residencyMs, loadMs);
  const turnMs = loadMs + keptMs + answerMs + exitMs;
  return pool.limits.collateMs + (models.length + earlierBatches) * turnMs;
}

it(
  "at most half of the time goes into loads while everybody asks for everything",
  { timeout: 120_000 },
  () => {
    const shapes = { a: shape(60, 1), b: shape(60, 1), c: shape(60, 1) };
    const world = new PoolWorld(shapes, 100, { maxQueue: 1_000 });
    const timeline = new PoolTimeline(world, { loadMs, exitMs });
    for (let n = 0; n < 150; n += 1) {
      timeline.answerMsOf.set(`t${n}`, 300);
      timeline.at(n * 50, () => world.arrive(`t${n}`, models[n % 3] ?? "a", { key: "" }));
    }
    timeline.run();
    expect(world.loads.length * (loadMs + exitMs)).toBeLessThan(world.atMs / 2);
  },
);

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
