import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PoolWorld, shape } from "@/tests/factories/pool-world";

const models = ["a", "b", "c", "d"] as const;
const shapesOf = {
  a: shape(60, 4),
  b: [...shape(50, 4), ...shape(40, 2), ...shape(30, 1)],
  c: shape(25, 1),
  d: shape(120, 4),
};
const budgetBytes = 100;
const gibi = 2 ** 30;

/** One kind of thing that can happen, as often as `weight` says. */
function step<Name extends string, Members extends object>(
  weight: number,
  name: Name,
  members: { [Key in keyof Members]: fc.Arbitrary<Members[Key]> },
): { weight: number; arbitrary: fc.Arbitrary<Members & { do: Name }> } {
  return { weight, arbitrary: fc.record(members).map((values) => ({ ...(values as Members), do: name })) };
}

const model = fc.constantFrom(...models);
const action = fc.oneof(
  step(6, "ask", {
    model,
    key: fc.constantFrom("u", "v", ""),
    kind: fc.constantFrom("chat" as const, "embed" as const),
  }),
  step(3, "load", {
    model,
    urgency: fc.constantFrom("request" as const, "warm-up" as const, "preload" as const),
  }),
  step(3, "cancel", { index: fc.nat() }),
  step(6, "runner", {
    index: fc.nat(),
    luck: fc.constantFrom(...Array<string>(8).fill("well"), "badly", "out of memory"),
  }),
  step(6, "answered", { index: fc.nat() }),
  step(3, "passes", { ms: fc.integer({ min: 1, max: 6_000 }) }),
  step(1, "unload", { model, drainMs: fc.option(fc.nat(5_000)), force: fc.boolean() }),
  step(1, "pin", { model: fc.constantFrom("b", "c"), pinned: fc.boolean() }),
  step(1, "memory", { bytes: fc.constantFrom(20, 60, gibi, gibi, gibi, gibi) }),
  step(1, "budget", { bytes: fc.constantFrom(50, 130, 100, 100, 100, 100) }),
  step(1, "grows", { index: fc.nat(), bytes: fc.integer({ min: 1, max: 80 }) }),
  step(1, "long", { ms: fc.constantFrom(60_000, 310_000, 1_300_000) }),
  step(1, "dies", { index: fc.nat() }),
);
type Action = typeof action extends fc.Arbitrary<infer Value> ? Value : never;

let serial = 0;

function act(world: PoolWorld, happens: Action): void {
  switch (happens.do) {
    case "ask":
      world.arrive(`t${serial++}`, happens.model, happens);
      return;
    case "load":
      world.arrive(`t${serial++}`, happens.model, { kind: "load", urgency: happens.urgency });
      return;
    case "cancel": {
      const ticket = pick(
        [...world.pool.waiting.map(({ id }) => id), ...world.answers.keys()],
        happens.index,
      );
      if (ticket !== undefined) world.cancel(ticket);
      return;
    }
    case "runner":
      return moveRunner(world, pick([...world.runners.keys()], happens.index), happens.luck);
    case "answered": {
      const ticket = pick([...world.answers.keys()], happens.index);
      if (ticket !== undefined) world.answered(ticket);
      return;
    }
    case "passes":
    case "long":
      world.passes(happens.ms);
      return;
    case "unload":
      world.tell({ ...happens, type: "unload-asked" });
      return;
    case "pin":
      world.tell({ ...happens, type: "pin-asked" });
      return;
    case "memory":
      world.tell({ type: "memory-changed", memAvailableBytes: happens.bytes });
      return;
    case "budget":
      world.tell({ type: "memory-changed", budgetBytes: happens.bytes });
      return;
    case "grows": {
      const [grown] = pick([...world.runners], happens.index) ?? [];
      const loadId = grown === undefined ? undefined : world.runners.get(grown)?.loadId;
      if (grown === undefined || loadId === undefined) return;
      const measured = { model: grown, loadId, bytes: happens.bytes };
      world.tell({ type: "memory-changed", measured });
      return;
    }
    case "dies": {
      const alive = [...world.runners].filter(([, runner]) => runner.doing !== "exit").map(([name]) => name);
      const victim = pick(alive, happens.index);
      if (victim !== undefined) world.dies(victim);
      return;
    }
    default: {
      const never: never = happens;
      return never;
    }
  }
}

/** Whatever a runner is doing ends. */
function moveRunner(world: PoolWorld, model: string | undefined, luck: string): void {
  const doing = model === undefined ? undefined : world.runners.get(model)?.doing;
  if (model === undefined || doing === undefined || doing === "serve") return;
  if (doing === "exit") world.exited(model);
  else if (luck === "well") world.loaded(model);
  else world.loadFails(model, { outOfMemory: luck === "out of memory" });
}

function pick<Item>(items: Item[], index: number): Item | undefined {
  return items[index % Math.max(1, items.length)];
}

/** Lets everything that is going on come to its end; throws when that takes for ever. */
function comeToRest(world: PoolWorld): void {
  for (let turn = 0; turn < 1_000; turn += 1) {
    const moving = [...world.runners].find(([, runner]) => runner.doing !== "serve");
    const [answer] = world.answers.keys();
    if (moving) moveRunner(world, moving[0], "well");
    else if (answer !== undefined) world.answered(answer);
    else if (world.timerAtMs !== null) world.passes(world.timerAtMs - world.atMs);
    else return;
  }
  throw new Error("it does not come to rest");
}

// Thousands of decisions: a second alone, many on a machine that is busy with other tests.
describe("decide, whatever happens", { timeout: 60_000 }, () => {
  // The world itself throws when a ticket ends twice, a lease is broken by a swap, a model would run twice, a load
  // begins for nobody or over the budget, a model has more answers than sequences, somebody waits who could be served,
  // the line is longer than its bounds, or what is pinned, young or used goes (tests/factories/pool-invariants.ts).
  it("keeps the invariants and comes to rest with every ticket ended", () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 80 }), (actions) => {
        const limits = { maxQueue: 12, maxQueuePerKey: 6, idleUnloadMs: 1_000_000 };
        const world = new PoolWorld(shapesOf, budgetBytes, limits);
        for (const happens of actions) act(world, happens);
        comeToRest(world);
        expect(world.pool.waiting).toEqual([]);
        expect(world.outcomes.size).toBe(world.arrived.size);
      }),
      { numRuns: 600 },
    );
  });

  it("closes from any state, and nothing is loaded then", () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 40 }), fc.boolean(), (actions, force) => {
        const world = new PoolWorld(shapesOf, budgetBytes, { idleUnloadMs: 1_000_000 });
        for (const happens of actions) act(world, happens);
        world.tell({ type: "shutdown-asked", force });
        const loads = world.loads.length;
        comeToRest(world);
        expect(world.runners.size).toBe(0);
        expect(world.loads.length).toBe(loads);
        expect(world.outcomes.size).toBe(world.arrived.size);
      }),
      { numRuns: 200 },
    );
  });

  it("a queue in which everybody cancels causes no load", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("b", "c"), { minLength: 1, maxLength: 20 }),
        fc.nat(9_000),
        (wanted, ms) => {
          const shapes = { a: shape(60), b: shape(60), c: shape(60) };
          const world = new PoolWorld(shapes, budgetBytes).arrive("answering", "a").loaded("a");
          for (const [index, name] of wanted.entries()) world.arrive(`w${index}`, name);
          world.passes(ms);
          for (const ticket of world.pool.waiting) world.cancel(ticket.id);
          world.answered("answering");
          comeToRest(world);
          expect(world.loads).toEqual(["a"]);
          expect(world.unloads).toEqual([]);
        },
      ),
    );
  });

  it("nobody waits longer than the bound once the answers that came before have ended", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 30 }), (wanted) => {
        const world = new PoolWorld({ a: shape(60, 1), b: shape(60, 1), c: shape(60, 1) }, budgetBytes);
        for (const [index, model] of wanted.entries())
          world.arrive(`w${index}`, model, { key: `k${index % 3}` });
        world.passes(world.pool.limits.collateMs);
        // From now on each ticket of another model that is older must be served before a younger one of this.
        const firstOf = new Map(
          wanted.toReversed().map((model, index) => [model, wanted.length - 1 - index]),
        );
        const order: string[] = [];
        for (let turn = 0; turn < 500 && world.pool.waiting.length + world.answers.size > 0; turn += 1) {
          for (const model of world.answers.values()) if (!order.includes(model)) order.push(model);
          const moving = [...world.runners].find(([, runner]) => runner.doing !== "serve");
          const [answer] = world.answers.keys();
          if (moving) moveRunner(world, moving[0], "well");
          else if (answer !== undefined) world.answered(answer);
          else world.passes(1_000);
        }
        expect(world.pool.waiting).toEqual([]);
        expect(order).toEqual(
          [...firstOf].toSorted((left, right) => left[1] - right[1]).map(([model]) => model),
        );
      }),
    );
  });
});
