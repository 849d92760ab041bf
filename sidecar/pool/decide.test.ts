import { describe, expect, it } from "vitest";
import { PoolWorld, shape } from "@/tests/factories/pool-world";

/** Two models of 60 bytes, one of 30, a budget of 100. */
function world(limits = {}, budgetBytes = 100): PoolWorld {
  return new PoolWorld(
    { a: shape(60), b: shape(60), small: shape(30), huge: shape(101) },
    budgetBytes,
    limits,
  );
}

describe("loading", () => {
  it("a request for a cold model loads it and is handed over when it is ready", () => {
    const pool = world().arrive("t", "a");
    expect(pool.status("a")).toBe("loading");
    expect(pool.loaded("a").outcomes.get("t")).toBe("handed over");
    expect(pool.answers.get("t")).toBe("a");
  });

  it("bytes are reserved before the load begins", () => {
    expect(world().arrive("t", "a").pool.models["a"]?.reservedBytes).toBe(60);
  });

  it("later requests join the running load", () => {
    const pool = world().arrive("1", "a").arrive("2", "a").arrive("3", "a", { kind: "load" }).loaded("a");
    expect(pool.loads).toEqual(["a"]);
    expect([...pool.outcomes.values()]).toEqual(["handed over", "handed over", "handed over"]);
  });

  it("a load ticket is done when the model is ready and holds no lease", () => {
    const pool = world().arrive("t", "a", { kind: "load" }).loaded("a");
    expect(pool.outcomes.get("t")).toBe("handed over");
    expect(pool.answers.size).toBe(0);
  });

  it("a second model loads beside the first while both fit", () => {
    const pool = world().arrive("1", "a").loaded("a").arrive("2", "small");
    expect(pool.loads).toEqual(["a", "small"]);
    expect(pool.unloads).toEqual([]);
  });

  it("a failed load wakes every waiter with its error", () => {
    const pool = world().arrive("1", "a").arrive("2", "a").loadFails("a");
    expect([...pool.outcomes.values()]).toEqual(["refused: load_failed", "refused: load_failed"]);
    expect(pool.status("a")).toBe("failed");
    expect(pool.pool.models["a"]?.reservedBytes).toBe(0);
  });

  it("after a failed load the next one waits for the back-off", () => {
    const pool = world().arrive("1", "a").loadFails("a").arrive("2", "a");
    expect(pool.loads).toEqual(["a"]);
    expect(pool.passes(999).loads).toEqual(["a"]);
    expect(pool.passes(1).loads).toEqual(["a", "a"]);
  });

  it("a back-off longer than anybody would wait refuses at once and says when to come back", () => {
    const pool = world({ backoffFirstMs: 20_000 }).arrive("1", "a").loadFails("a").arrive("2", "a");
    expect(pool.commands[0]).toMatchObject({
      type: "refuse",
      error: { code: "load_failed", retryAfterMs: 20_000 },
    });
  });

  it("the back-off doubles with each failure up to its limit", () => {
    const pool = world({ backoffMaxMs: 3_000 });
    const waits = [1, 2, 3, 4].map((n) => {
      pool.arrive(`t${n}`, "a").loadFails("a");
      const waitMs = (pool.pool.models["a"]?.retryAtMs ?? 0) - pool.atMs;
      pool.passes(waitMs);
      return waitMs;
    });
    expect(waits).toEqual([1_000, 2_000, 3_000, 3_000]);
  });
});

describe("memory", () => {
  it("a model that can never fit is refused at once with what it needs and what there is", () => {
    const pool = world().arrive("t", "huge");
    expect(pool.commands[0]).toMatchObject({
      type: "refuse",
      error: { code: "does_not_fit", neededBytes: 101, freeBytes: 100 },
    });
  });

  it("an idle model goes for another one, which loads only when the memory is back", () => {
    const pool = world().resident("a").arrive("t", "b");
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
    const pool = world().resident("a").tell({ type: "pin-asked", model: "a", pinned: true }).arrive("t", "b");
    expect(pool.unloads).toEqual([]);
    expect(pool.outcomes.get("t")).toBe("refused: does_not_fit");
  });

  it("a model that was loaded on request and not yet used is given a moment", () => {
    const pool = world().arrive("1", "a", { kind: "load" }).loaded("a").arrive("2", "b");
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
    const pool = world().resident("a").arrive("t", "b", { kind: "load", urgency: "preload" });
    expect(pool.outcomes.get("t")).toBe("refused: does_not_fit");
    expect(pool.unloads).toEqual([]);
    expect(pool.arrive("2", "small", { kind: "load", urgency: "preload" }).status("small")).toBe("loading");
  });

  it("a machine that is short of memory counts more than the budget", () => {
    const pool = world().tell({ type: "memory-changed", memAvailableBytes: 50 }).arrive("t", "a");
    expect(pool.commands[0]).toMatchObject({
      type: "refuse",
      error: { code: "does_not_fit", freeBytes: 50 },
    });
  });

  it("a runner that grew beyond its estimate is booked at what it takes, and idle ones make up for it", () => {
    const pool = world().resident("small").arrive("t", "a").loaded("a");
    const loadId = pool.pool.models["a"]?.loadId ?? 0;
    pool.tell({ type: "memory-changed", measured: { model: "a", loadId, bytes: 70 } });
    expect(pool.unloads).toEqual([]);
    pool.tell({ type: "memory-changed", measured: { model: "a", loadId, bytes: 71 } });
    expect(pool.unloads).toEqual(["small"]);
  });

  it("a model that nobody has used for long goes, a pinned one stays", () => {
    const pool = world({ idleUnloadMs: 10_000 }, 200).resident("a").resident("b");
    pool.tell({ type: "pin-asked", model: "b", pinned: true }).passes(10_000);
    expect(pool.unloads).toEqual(["a"]);
  });
});

describe("leases", () => {
  it("a model that is answering is not evicted, however long somebody waits for its room", () => {
    const pool = world().arrive("answering", "a").loaded("a").arrive("t", "b").passes(600_000);
    expect(pool.unloads).toEqual([]);
    expect(pool.answered("answering").unloads).toEqual(["a"]);
  });

  it("there are never more answers than sequences; the next one waits for a free sequence", () => {
    const pool = new PoolWorld({ a: shape(60, 2) }, 100)
      .arrive("1", "a")
      .loaded("a")
      .arrive("2", "a")
      .arrive("3", "a");
    expect(pool.outcomes.has("3")).toBe(false);
    expect(pool.answered("1").outcomes.get("3")).toBe("handed over");
  });

  it("keys take turns: who has no answer running comes before who has", () => {
    const pool = new PoolWorld({ a: shape(60, 2) }, 100);
    pool
      .arrive("u1-1", "a", { key: "u1" })
      .arrive("u1-2", "a", { key: "u1" })
      .arrive("u1-3", "a", { key: "u1" });
    pool.arrive("u2-1", "a", { key: "u2" }).loaded("a");
    expect([...pool.answers.keys()]).toEqual(["u1-1", "u2-1"]);
    pool.answered("u2-1").arrive("u3-1", "a", { key: "u3" });
    expect([...pool.answers.keys()]).toEqual(["u1-1", "u1-2"]);
    expect([...pool.answered("u1-2").answers.keys()]).toEqual(["u1-1", "u3-1"]);
  });

  it("a runner that dies ends its answers; the next request loads it anew at once", () => {
    const pool = world().arrive("1", "a").loaded("a").dies("a");
    expect(pool.broken.get("1")).toBe("runner_gone");
    expect(pool.arrive("2", "a").loads).toEqual(["a", "a"]);
  });

  it("who only waits for a runner that dies goes on waiting", () => {
    const pool = new PoolWorld({ a: shape(60, 1) }, 100)
      .arrive("1", "a")
      .loaded("a")
      .arrive("2", "a")
      .dies("a");
    expect(pool.outcomes.has("2")).toBe(false);
    expect(pool.loaded("a").outcomes.get("2")).toBe("handed over");
  });

  it("a runner that dies again and again is backed off from", () => {
    const pool = world()
      .arrive("1", "a")
      .loaded("a")
      .dies("a")
      .arrive("2", "a")
      .loaded("a")
      .dies("a")
      .arrive("3", "a");
    expect(pool.status("a")).toBe("failed");
    expect(pool.passes(1_000).status("a")).toBe("loading");
  });

  it("events of a former runner are ignored", () => {
    const pool = world().arrive("1", "a").loaded("a");
    const loadId = pool.pool.models["a"]?.loadId ?? 0;
    pool.dies("a").arrive("2", "a");
    expect(pool.tell({ type: "unload-ended", model: "a", loadId }).status("a")).toBe("loading");
    const late = { type: "load-ended", model: "a", loadId, ok: true, sequences: 4, contextSize: 1 } as const;
    expect(pool.tell(late).status("a")).toBe("loading");
  });
});

describe("cancelling", () => {
  it("a cancelled ticket causes no load", () => {
    const pool = world()
      .arrive("answering", "a")
      .loaded("a")
      .arrive("t", "b")
      .cancel("t")
      .answered("answering");
    expect(pool.passes(60_000).loads).toEqual(["a"]);
    expect(pool.outcomes.get("t")).toBe("cancelled");
  });

  it("a load that nobody waits for any more is stopped", () => {
    const pool = world().arrive("t", "a").cancel("t");
    expect(pool.status("a")).toBe("unloading");
    expect(pool.exited("a").status("a")).toBe("cold");
  });

  it("a load goes on while others wait for it", () => {
    expect(world().arrive("1", "a").arrive("2", "a").cancel("1").status("a")).toBe("loading");
  });

  it("a model asked for again while its cancelled load ends is loaded again, never twice at a time", () => {
    const pool = world().arrive("1", "a").cancel("1").arrive("2", "a");
    expect(pool.loads).toEqual(["a"]);
    expect(pool.exited("a").loads).toEqual(["a", "a"]);
  });

  it("the runner is asked to stop a running answer; its lease lasts until it has", () => {
    const pool = world().arrive("t", "a").loaded("a").cancel("t");
    expect(pool.commands).toContainEqual(expect.objectContaining({ type: "cancel-answer", ticket: "t" }));
    expect(pool.pool.models["a"]?.leases).toHaveLength(1);
    expect(pool.answered("t").pool.models["a"]?.leases).toHaveLength(0);
  });

  it("cancelling a ticket that has ended changes nothing", () => {
    const pool = world().arrive("t", "a").cancel("t");
    expect(pool.cancel("t").commands.map((command) => command.type)).toEqual(["set-timer"]);
  });
});

describe("waiting for room", () => {
  it("a loaded model goes on taking answers for a while, then it drains for the one that waits", () => {
    const pool = world().arrive("1", "a").loaded("a").arrive("waits", "b").arrive("2", "a");
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

  it("a drain whose reason has gone is called off", () => {
    const pool = world().arrive("1", "a").loaded("a").arrive("waits", "b").passes(3_000);
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
    const pool = world().arrive("1", "a").loaded("a");
    pool.arrive("2", "b").arrive("3", "a", { key: "1" });
    pool.answered("1").answered("3").exited("a").loaded("b");
    expect(pool.outcomes.get("2")).toBe("handed over");
    expect(pool.arrive("4", "a").answered("2").exited("b").loaded("a").outcomes.get("4")).toBe("handed over");
  });

  it("the queue is published with position and estimate, and only when it changes", () => {
    const pool = world().arrive("1", "a").loaded("a").arrive("2", "b").arrive("3", "b");
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
    const pool = world({ maxQueue: 1 }).arrive("1", "a").loaded("a").arrive("2", "b").arrive("3", "b");
    expect(pool.outcomes.get("3")).toBe("refused: queue_full");
    expect(pool.commands[0]).toMatchObject({ error: { retryAfterMs: expect.any(Number) } });
    expect(pool.arrive("4", "a").outcomes.get("4")).toBe("handed over");
  });

  it("one key can not fill the queue", () => {
    const pool = world({ maxQueuePerKey: 1 }).arrive("1", "a", { key: "u" }).arrive("2", "a", { key: "u" });
    expect(pool.outcomes.get("2")).toBe("refused: queue_full");
    expect(pool.arrive("3", "a", { key: "v" }).outcomes.has("3")).toBe(false);
  });
});

describe("unloading on request", () => {
  const asked = { type: "unload-asked", model: "a", drainMs: null, force: false } as const;

  it("drains: the running answer finishes, new requests wait and are served by a new load", () => {
    const pool = world().arrive("1", "a").loaded("a").tell(asked).arrive("2", "a");
    expect(pool.status("a")).toBe("draining");
    pool.answered("1").exited("a");
    expect(pool.loaded("a").outcomes.get("2")).toBe("handed over");
    expect(pool.broken.size).toBe(0);
  });

  it("by force ends the answers as unload_forced", () => {
    const pool = world()
      .arrive("1", "a")
      .loaded("a")
      .tell({ ...asked, force: true });
    expect(pool.broken.get("1")).toBe("unload_forced");
    expect(pool.exited("a").status("a")).toBe("cold");
  });

  it("with a limit and without force is called off when the answers take longer", () => {
    const pool = world()
      .arrive("1", "a")
      .loaded("a")
      .tell({ ...asked, drainMs: 5_000 })
      .passes(5_000);
    expect(pool.status("a")).toBe("ready");
    expect(pool.broken.size).toBe(0);
  });

  it("with a limit and force ends the answers when the limit is over", () => {
    const pool = world()
      .arrive("1", "a")
      .loaded("a")
      .tell({ ...asked, drainMs: 5_000, force: true });
    expect(pool.passes(4_999).broken.size).toBe(0);
    expect(pool.passes(1).broken.get("1")).toBe("unload_forced");
  });

  it("calls a running load off", () => {
    const pool = world().arrive("1", "a").tell(asked);
    expect(pool.outcomes.get("1")).toBe("cancelled");
    expect(pool.exited("a").status("a")).toBe("cold");
  });

  it("clears a failure, so that the next request loads at once", () => {
    const pool = world().arrive("1", "a").loadFails("a").tell(asked).arrive("2", "a");
    expect(pool.status("a")).toBe("loading");
  });
});

describe("closing", () => {
  it("refuses who waits and who comes, lets answers finish, unloads the rest", () => {
    const pool = world().resident("small").arrive("1", "a").loaded("a").arrive("2", "b");
    pool.tell({ type: "shutdown-asked", force: false }).arrive("3", "a");
    expect(pool.outcomes.get("2")).toBe("refused: shutting_down");
    expect(pool.outcomes.get("3")).toBe("refused: shutting_down");
    expect(pool.unloads).toEqual(["small"]);
    expect(pool.answered("1").unloads).toEqual(["small", "a"]);
  });

  it("at the deadline ends what still runs", () => {
    const pool = world().arrive("1", "a").loaded("a").tell({ type: "shutdown-asked", force: false });
    expect(pool.tell({ type: "shutdown-asked", force: true }).broken.get("1")).toBe("shutting_down");
    expect(pool.unloads).toEqual(["a"]);
  });

  it("calls a running load off", () => {
    expect(world().arrive("1", "a").tell({ type: "shutdown-asked", force: false }).status("a")).toBe(
      "unloading",
    );
  });
});
