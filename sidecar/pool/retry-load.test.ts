import { describe, expect, it } from "vitest";
import { PoolWorld, shape } from "@/tests/factories/pool-world";

const outOfMemory = { outOfMemory: true };

describe("a load that runs out of memory", () => {
  it("is tried once more when the idle models have gone", () => {
    const pool = new PoolWorld({ a: shape(30), idle: shape(30) }, 100).resident("idle").arrive("t", "a");
    pool.loadFails("a", outOfMemory);
    expect(pool.unloads).toEqual(["idle"]);
    expect(pool.outcomes.has("t")).toBe(false);
    expect(pool.loads).toEqual(["idle", "a"]);
    pool.exited("idle");
    expect(pool.loads).toEqual(["idle", "a", "a"]);
    expect(pool.loaded("a").outcomes.get("t")).toBe("handed over");
  });

  it("waits for all that leave, not only for the first", () => {
    const pool = new PoolWorld({ a: shape(30), one: shape(30), two: shape(30) }, 100);
    pool.resident("one").resident("two").arrive("t", "a").loadFails("a", outOfMemory).exited("one");
    expect(pool.status("a")).toBe("cold");
    expect(pool.exited("two").status("a")).toBe("loading");
  });

  it("is tried once more in its smallest shape, also when nobody is idle", () => {
    const shapes = [...shape(60, 4), ...shape(50, 2), ...shape(40, 1)];
    const pool = new PoolWorld({ a: shapes }, 100).arrive("t", "a").loadFails("a", outOfMemory);
    expect(pool.pool.models["a"]).toMatchObject({ status: "loading", shape: { sequences: 1, bytes: 40 } });
  });

  it("fails plainly the second time, with the sentence, and everybody who waits hears it", () => {
    const pool = new PoolWorld({ a: shape(30), idle: shape(30) }, 100)
      .resident("idle")
      .arrive("1", "a")
      .arrive("2", "a");
    pool.loadFails("a", outOfMemory).exited("idle").loadFails("a", outOfMemory);
    expect(pool.commands).toContainEqual({
      type: "refuse",
      ticket: "1",
      error: {
        code: "does_not_fit",
        message:
          "The memory was not enough to load a, which needs about 1 MiB. Unload another model, or choose a smaller one.",
        neededBytes: 30,
      },
    });
    expect(pool.outcomes.get("2")).toBe("refused: does_not_fit");
    expect(pool.status("a")).toBe("failed");
    expect(pool.passes(60_000).loads).toEqual(["idle", "a", "a"]);
  });

  it("fails plainly at once where nothing about a second try would be different", () => {
    const pool = new PoolWorld({ a: shape(30) }, 100).arrive("t", "a").loadFails("a", outOfMemory);
    expect(pool.outcomes.get("t")).toBe("refused: does_not_fit");
  });

  it("costs no model that answers, is pinned, or is wanted by somebody who came earlier", () => {
    const shapes = { a: shape(20), answers: shape(20), pinned: shape(20), wanted: shape(20, 1) };
    const pool = new PoolWorld(shapes, 100).resident("pinned").resident("wanted");
    pool.tell({ type: "pin-asked", model: "pinned", pinned: true });
    pool.arrive("answering", "answers").loaded("answers").arrive("busy", "wanted").arrive("next", "wanted");
    pool.arrive("t", "a").loadFails("a", outOfMemory);
    expect(pool.unloads).toEqual([]);
    expect(pool.outcomes.get("t")).toBe("refused: does_not_fit");
    expect(pool.answers.size).toBe(2);
  });

  it("that nobody asked for is not tried again, and costs nobody anything", () => {
    const pool = new PoolWorld({ a: shape(30), idle: shape(30) }, 100).resident("idle");
    pool.arrive("t", "a", { kind: "load", urgency: "warm-up" }).loadFails("a", outOfMemory);
    expect(pool.unloads).toEqual([]);
    expect(pool.outcomes.get("t")).toBe("refused: does_not_fit");
  });

  it("whose waiters give up while the others leave is not tried again", () => {
    const pool = new PoolWorld({ a: shape(30), idle: shape(30) }, 100).resident("idle").arrive("t", "a");
    pool.loadFails("a", outOfMemory).cancel("t").exited("idle");
    expect(pool.loads).toEqual(["idle", "a"]);
  });

  it("has its two tries anew with the next request", () => {
    const pool = new PoolWorld({ a: shape(30), idle: shape(30) }, 100).resident("idle").arrive("t", "a");
    pool.loadFails("a", outOfMemory).exited("idle").loaded("a").answered("t");
    pool.tell({ type: "unload-asked", model: "a", drainMs: null, force: false }).exited("a");
    pool.resident("idle").arrive("2", "a").loadFails("a", outOfMemory);
    expect(pool.outcomes.has("2")).toBe(false);
  });
});
