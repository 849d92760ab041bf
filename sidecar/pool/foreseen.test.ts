import { describe, expect, it } from "vitest";
import { PoolWorld, shape } from "@/tests/factories/pool-world";

const warmUp = { kind: "load", urgency: "warm-up" } as const;
const preload = { kind: "load", urgency: "preload" } as const;
const shapes = { a: shape(60), b: shape(60), small: shape(30), other: shape(30) };
const world = (limits = {}) => new PoolWorld(shapes, 100, limits);
const longUnused = 300_000;

describe("a warm-up", () => {
  it("loads into free room, and a request finds it loaded", () => {
    const pool = world().arrive("w", "a", warmUp).loaded("a").arrive("t", "a");
    expect(pool.outcomes.get("t")).toBe("handed over");
    expect(pool.pool.tally).toEqual({ requests: 1, found: 1, foreseen: 1, foreseenUsed: 1 });
  });

  it("takes the place of what nobody has used for long", () => {
    const pool = world().resident("a").passes(longUnused).arrive("w", "b", warmUp);
    expect(pool.unloads).toEqual(["a"]);
    expect(pool.exited("a").status("b")).toBe("loading");
  });

  it.each([
    ["has been used lately", (pool: PoolWorld) => pool.resident("a").passes(longUnused - 2)],
    ["is answering", (pool: PoolWorld) => pool.arrive("t", "a").loaded("a").passes(longUnused)],
    [
      "is pinned",
      (pool: PoolWorld) =>
        pool.resident("a").tell({ type: "pin-asked", model: "a", pinned: true }).passes(longUnused),
    ],
    ["was warmed up itself", (pool: PoolWorld) => pool.arrive("x", "a", warmUp).loaded("a").passes(1_000)],
  ])("never evicts what %s; it is refused", (_, before) => {
    const pool = before(world()).arrive("w", "b", warmUp);
    expect(pool.unloads).toEqual([]);
    expect(pool.outcomes.get("w")).toBe("refused: does_not_fit");
  });

  it("gives way to a request that needs its room while it loads", () => {
    const pool = world().arrive("w", "a", warmUp).arrive("t", "b");
    expect(pool.outcomes.get("w")).toBe("cancelled");
    expect(pool.status("a")).toBe("unloading");
    expect(pool.exited("a").status("b")).toBe("loading");
  });

  it("gives way to a load for a request, also where there is room for both: it would slow it down", () => {
    const pool = world().arrive("w", "a", warmUp).arrive("t", "small");
    expect(pool.status("small")).toBe("loading");
    expect(pool.status("a")).toBe("unloading");
  });

  it("that is done goes at once for a request that needs the room", () => {
    const pool = world().arrive("w", "a", warmUp).loaded("a").arrive("t", "b");
    expect(pool.unloads).toEqual(["a"]);
  });

  it("that a request has joined gives way no longer", () => {
    const pool = world().arrive("w", "a", warmUp).arrive("t", "a").arrive("other", "small");
    expect(pool.status("a")).toBe("loading");
    expect(pool.loaded("a").outcomes.get("t")).toBe("handed over");
    expect(pool.pool.tally.foreseenUsed).toBe(1);
  });

  it("that is cancelled stops its load", () => {
    const pool = world().arrive("w", "a", warmUp).cancel("w");
    expect(pool.status("a")).toBe("unloading");
    expect(pool.outcomes.get("w")).toBe("cancelled");
  });

  it("waits until a load that runs has ended, and is refused while somebody waits for room", () => {
    const pool = world().arrive("t", "small").arrive("w", "other", warmUp);
    expect(pool.loads).toEqual(["small"]);
    expect(pool.loaded("small").loads).toEqual(["small", "other"]);
    const full = world().arrive("1", "a").loaded("a").arrive("waits", "b").arrive("w", "small", warmUp);
    expect(full.outcomes.get("w")).toBe("refused: does_not_fit");
  });

  it("is not tried with a model whose last load failed", () => {
    const pool = world().arrive("t", "a").loadFails("a").passes(5_000).arrive("w", "a", warmUp);
    expect(pool.outcomes.get("w")).toBe("refused: load_failed");
    expect(pool.arrive("2", "a").status("a")).toBe("loading");
  });

  it("does not bring back what was unloaded on request; a request does", () => {
    const pool = world()
      .resident("a")
      .tell({ type: "unload-asked", model: "a", drainMs: null, force: false });
    pool.exited("a").arrive("w", "a", warmUp);
    expect(pool.outcomes.get("w")).toBe("cancelled");
    pool.arrive("t", "a").loaded("a").arrive("w2", "a", warmUp);
    expect(pool.outcomes.get("w2")).toBe("handed over");
  });

  it("counts neither as use nor as a place in the line", () => {
    const pool = world().resident("a").passes(10).arrive("w", "a", warmUp);
    expect(pool.pool.models["a"]).toMatchObject({ useScore: 1, lastUsedAtMs: 0 });
    const loading = world().arrive("t", "small").arrive("w", "other", warmUp).arrive("2", "small");
    expect(loading.pool.published.map(({ ticket }) => ticket)).toEqual(["t", "2"]);
  });

  it("too many of them are refused; requests have their own bound", () => {
    const pool = world({ maxWarmUps: 1, maxQueue: 2 }).arrive("t", "small");
    pool.arrive("w1", "a", warmUp).arrive("w2", "b", warmUp).arrive("2", "small");
    expect(pool.outcomes.get("w2")).toBe("refused: queue_full");
    expect(pool.outcomes.has("2")).toBe(false);
  });
});

describe("preloads", () => {
  it("come one after the other, in their order, into free room only", () => {
    const pool = world()
      .arrive("1", "small", preload)
      .arrive("2", "other", preload)
      .arrive("3", "a", preload);
    expect(pool.loads).toEqual(["small"]);
    pool.loaded("small").loaded("other");
    expect(pool.loads).toEqual(["small", "other"]);
    expect(pool.outcomes.get("3")).toBe("refused: does_not_fit");
  });

  it("go on beside a load for a request, and give way only where their room is needed", () => {
    const pool = world().arrive("p", "small", preload).arrive("t", "a");
    expect([pool.status("small"), pool.status("a")]).toEqual(["loading", "loading"]);
    const tight = world().arrive("p", "a", preload).arrive("t", "b");
    expect(tight.outcomes.get("p")).toBe("cancelled");
  });

  it("of a pinned model never gives way", () => {
    const pool = world().tell({ type: "pin-asked", model: "a", pinned: true }).arrive("p", "a", preload);
    expect(pool.arrive("t", "b").status("a")).toBe("loading");
    expect(pool.outcomes.get("t")).toBe("refused: does_not_fit");
  });
});
