import { describe, expect, it } from "vitest";
import { PoolWorld, shape, smallPool } from "@/tests/factories/pool-world";

describe("memory", () => {
  it("a model that can never fit is refused at once with what it needs and what there is", () => {
    const pool = smallPool().arrive("t", "huge");
    expect(pool.commands[0]).toMatchObject({
      type: "refuse",
      error: { code: "does_not_fit", neededBytes: 101, freeBytes: 100 },
    });
  });

  it("an idle model goes for another one, which loads only when the memory is back", () => {
    const pool = smallPool().resident("a").arrive("t", "b");
    expect(pool.unloads).toEqual(["a"]);
    expect(pool.status("b")).toBe("cold");
    expect(pool.exited("a").status("b")).toBe("loading");
  });

  it("of two idle models the least recently used one goes", () => {
    const shapes = { a: shape(40), b: shape(40), c: shape(40) };
    const pool = new PoolWorld(shapes, 100).resident("a").resident("b");
    pool.arrive("again", "a").answered("again").passes(1);
    expect(pool.arrive("t", "c").unloads).toEqual(["b"]);
  });

  it("of two idle models the one that loads faster goes, though it was used last", () => {
    const pool = new PoolWorld({ slow: shape(40), quick: shape(40), c: shape(40) }, 100);
    Object.assign(pool.loadMsOf, { slow: 9_000, quick: 500 });
    pool.resident("slow").resident("quick");
    expect(pool.arrive("t", "c").unloads).toEqual(["quick"]);
  });

  it("of two idle models the one that is used less goes, though it was used last", () => {
    const pool = new PoolWorld({ often: shape(40), once: shape(40), c: shape(40) }, 100);
    pool.resident("often", 5).resident("once");
    expect(pool.arrive("t", "c").unloads).toEqual(["once"]);
  });

  it("a model that was used often long ago counts less than one that was used just now", () => {
    const pool = new PoolWorld({ former: shape(40), recent: shape(40), c: shape(40) }, 100);
    pool
      .resident("former", 5)
      .passes(3 * pool.pool.limits.likelihoodHalfLifeMs)
      .resident("recent");
    expect(pool.arrive("t", "c").unloads).toEqual(["former"]);
  });

  it("two models go that together are loaded again sooner than the one that would do", () => {
    const pool = new PoolWorld({ big: shape(60), one: shape(20), two: shape(20), next: shape(40) }, 100);
    Object.assign(pool.loadMsOf, { big: 5_000, one: 500, two: 500 });
    pool.resident("one").resident("two").resident("big");
    expect(pool.arrive("t", "next").unloads.toSorted()).toEqual(["one", "two"]);
  });

  it("no more models go than must", () => {
    const shapes = { one: shape(10), two: shape(50), next: shape(60) };
    const pool = new PoolWorld(shapes, 80).resident("one").resident("two");
    expect(pool.arrive("t", "next").unloads).toEqual(["two"]);
  });

  it("a pinned model stays, and what then can not fit is refused", () => {
    const pool = smallPool()
      .resident("a")
      .tell({ type: "pin-asked", model: "a", pinned: true })
      .arrive("t", "b");
    expect(pool.unloads).toEqual([]);
    expect(pool.outcomes.get("t")).toBe("refused: does_not_fit");
  });

  it("a model that was loaded on request and not yet used is given a moment", () => {
    const pool = smallPool().arrive("1", "a", { kind: "load" }).loaded("a").arrive("2", "b");
    expect(pool.unloads).toEqual([]);
    expect(pool.passes(1_000).unloads).toEqual(["a"]);
  });

  it("several sequences are worth an eviction of an idle model, a single one is not", () => {
    const shapes = {
      a: shape(60),
      b: [...shape(60, 4), ...shape(50, 2), ...shape(40, 1)],
    };
    expect(new PoolWorld(shapes, 100).resident("a").arrive("t", "b").unloads).toEqual(["a"]);
    const busy = new PoolWorld(shapes, 100).arrive("answering", "a").loaded("a").arrive("t", "b");
    expect(busy.unloads).toEqual([]);
    expect(busy.pool.models["b"]).toMatchObject({ status: "loading", shape: { sequences: 1 } });
  });

  it("a preload takes free room only", () => {
    const pool = smallPool().resident("a").arrive("t", "b", { kind: "load", urgency: "preload" });
    expect(pool.outcomes.get("t")).toBe("refused: does_not_fit");
    expect(pool.unloads).toEqual([]);
    expect(pool.arrive("2", "small", { kind: "load", urgency: "preload" }).status("small")).toBe("loading");
  });

  it("a machine that is short of memory counts more than the budget", () => {
    const pool = smallPool().tell({ type: "memory-changed", memAvailableBytes: 50 }).arrive("t", "a");
    expect(pool.commands[0]).toMatchObject({
      type: "refuse",
      error: { code: "does_not_fit", freeBytes: 50 },
    });
  });

  it("a runner that grew beyond its estimate is booked at what it takes, and idle ones make up for it", () => {
    const pool = smallPool().resident("small").arrive("t", "a").loaded("a");
    const loadId = pool.pool.models["a"]?.loadId ?? 0;
    pool.tell({ type: "memory-changed", measured: { model: "a", loadId, bytes: 70 } });
    expect(pool.unloads).toEqual([]);
    pool.tell({ type: "memory-changed", measured: { model: "a", loadId, bytes: 71 } });
    expect(pool.unloads).toEqual(["small"]);
  });

  it("a model that nobody has used for long goes, a pinned one stays", () => {
    const pool = smallPool({ idleUnloadMs: 10_000 }, 200).resident("a").resident("b");
    pool.tell({ type: "pin-asked", model: "b", pinned: true }).passes(10_000);
    expect(pool.unloads).toEqual(["a"]);
  });
});
