import { describe, expect, it } from "vitest";
import { PoolWorld, shape, smallPool } from "@/tests/factories/pool-world";

describe("waiting for room", () => {
  it("a loaded model goes on taking answers for a while, then it drains for the one that waits", () => {
    const pool = smallPool().arrive("1", "a").loaded("a").arrive("waits", "b").arrive("2", "a");
    expect(pool.outcomes.get("2")).toBe("handed over");
    pool.passes(3_000).arrive("3", "a");
    expect(pool.status("a")).toBe("draining");
    expect(pool.outcomes.has("3")).toBe(false);
    pool.answered("1").answered("2").exited("a").loaded("b");
    expect(pool.outcomes.get("waits")).toBe("handed over");
    expect(pool.passes(3_000).answered("waits").exited("b").loaded("a").outcomes.get("3")).toBe(
      "handed over",
    );
  });

  it("who came before the one that waits is still served by the draining model", () => {
    const pool = new PoolWorld({ a: shape(60, 1), b: shape(60) }, 100);
    pool
      .arrive("1", "a")
      .loaded("a")
      .arrive("before", "a")
      .arrive("waits", "b")
      .arrive("after", "a")
      .passes(3_000);
    expect(pool.answered("1").outcomes.get("before")).toBe("handed over");
    pool.answered("before");
    expect(pool.unloads).toEqual(["a"]);
    expect(pool.outcomes.has("after")).toBe(false);
  });

  it("as few answering models as can be drain: an idle one goes along, though its load takes longest", () => {
    const pool = new PoolWorld({ idle: shape(30), a: shape(30), b: shape(30), big: shape(50) }, 100);
    pool.loadMsOf["idle"] = 100_000;
    pool.resident("idle", 9).arrive("1", "a").loaded("a").arrive("2", "b").loaded("b");
    pool.arrive("waits", "big").passes(3_000);
    expect(["idle", "a", "b"].filter((model) => pool.status(model) === "ready")).toHaveLength(1);
    expect(pool.status("idle")).not.toBe("ready");
  });

  it("a drain whose reason has gone is called off", () => {
    const pool = smallPool().arrive("1", "a").loaded("a").arrive("waits", "b").passes(3_000);
    expect(pool.status("a")).toBe("draining");
    expect(pool.cancel("waits").status("a")).toBe("ready");
  });

  it("a younger, smaller model does not take the room that an older one has waited too long for", () => {
    const pool = new PoolWorld({ a: shape(60), big: shape(90), small: shape(30) }, 100);
    pool.arrive("1", "a").loaded("a").arrive("waits", "big").passes(3_000).arrive("later", "small");
    expect(pool.loads).toEqual(["a"]);
    pool.answered("1").exited("a");
    expect(pool.loads).toEqual(["a", "big"]);
  });

  it("a model that has just been loaded serves its waiters before it makes room", () => {
    const pool = new PoolWorld({ a: shape(30), big: shape(90), small: shape(30) }, 100);
    pool
      .arrive("1", "a")
      .loaded("a")
      .arrive("waits", "big")
      .arrive("quick", "small")
      .passes(5_000)
      .loaded("small");
    expect(pool.outcomes.get("quick")).toBe("handed over");
  });

  it("two models asked alternately with room for one are both served, in order", () => {
    const pool = smallPool().arrive("1", "a").loaded("a");
    pool.arrive("2", "b").arrive("3", "a", { key: "1" });
    pool.answered("1").answered("3").exited("a").loaded("b");
    expect(pool.outcomes.get("2")).toBe("handed over");
    expect(pool.arrive("4", "a").answered("2").exited("b").loaded("a").outcomes.get("4")).toBe("handed over");
  });

  it("the queue is published with position and estimate, and only when it changes", () => {
    const pool = smallPool().arrive("1", "a").loaded("a").arrive("2", "b").arrive("3", "b");
    const published = pool.commands.find((command) => command.type === "publish-queue");
    expect(published).toMatchObject({
      queue: [
        { ticket: "2", position: 1 },
        { ticket: "3", position: 2 },
      ],
    });
    expect(pool.tell({ type: "idle-elapsed" }).commands.map((command) => command.type)).toEqual([
      "set-timer",
    ]);
  });

  it("a full queue refuses and says when to come back; what can be served at once is not refused", () => {
    const pool = smallPool({ maxQueue: 1 }).arrive("1", "a").loaded("a").arrive("2", "b").arrive("3", "b");
    expect(pool.outcomes.get("3")).toBe("refused: queue_full");
    expect(pool.commands[0]).toMatchObject({ error: { retryAfterMs: expect.any(Number) } });
    expect(pool.arrive("4", "a").outcomes.get("4")).toBe("handed over");
  });

  it("one key can not fill the queue", () => {
    const pool = smallPool({ maxQueuePerKey: 1 })
      .arrive("1", "a", { key: "u" })
      .arrive("2", "a", { key: "u" });
    expect(pool.outcomes.get("2")).toBe("refused: queue_full");
    expect(pool.arrive("3", "a", { key: "v" }).outcomes.has("3")).toBe(false);
  });
});
