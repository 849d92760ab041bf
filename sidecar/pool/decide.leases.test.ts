import { describe, expect, it } from "vitest";
import { PoolWorld, shape, smallPool } from "@/tests/factories/pool-world";

describe("leases", () => {
  it("a model that is answering is not evicted, however long somebody waits for its room", () => {
    const pool = smallPool().arrive("answering", "a").loaded("a").arrive("t", "b").passes(600_000);
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

  it("who has a long answer running comes after who was served later and has none", () => {
    const pool = new PoolWorld({ a: shape(60, 2) }, 100);
    pool.arrive("long", "a", { key: "u1" }).loaded("a").arrive("other", "a");
    pool.arrive("quick", "a", { key: "u2" }).arrive("u1-2", "a", { key: "u1" }).answered("other");
    pool.arrive("u2-2", "a", { key: "u2" }).answered("quick");
    expect([...pool.answers.keys()]).toEqual(["long", "u2-2"]);
  });

  it("a runner that dies ends its answers; the next request loads it anew at once", () => {
    const pool = smallPool().arrive("1", "a").loaded("a").dies("a");
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
    const pool = smallPool()
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
    const pool = smallPool().arrive("1", "a").loaded("a");
    const loadId = pool.pool.models["a"]?.loadId ?? 0;
    pool.dies("a").arrive("2", "a");
    expect(pool.tell({ type: "unload-ended", model: "a", loadId }).status("a")).toBe("loading");
    const late = { type: "load-ended", model: "a", loadId, ok: true, sequences: 4, contextSize: 1 } as const;
    expect(pool.tell(late).status("a")).toBe("loading");
  });
});

describe("cancelling", () => {
  it("a cancelled ticket causes no load", () => {
    const pool = smallPool()
      .arrive("answering", "a")
      .loaded("a")
      .arrive("t", "b")
      .cancel("t")
      .answered("answering");
    expect(pool.passes(60_000).loads).toEqual(["a"]);
    expect(pool.outcomes.get("t")).toBe("cancelled");
  });

  it("a load that nobody waits for any more is stopped", () => {
    const pool = smallPool().arrive("t", "a").cancel("t");
    expect(pool.status("a")).toBe("unloading");
    expect(pool.exited("a").status("a")).toBe("cold");
  });

  it("a load goes on while others wait for it", () => {
    expect(smallPool().arrive("1", "a").arrive("2", "a").cancel("1").status("a")).toBe("loading");
  });

  it("a model asked for again while its cancelled load ends is loaded again, never twice at a time", () => {
    const pool = smallPool().arrive("1", "a").cancel("1").arrive("2", "a");
    expect(pool.loads).toEqual(["a"]);
    expect(pool.exited("a").loads).toEqual(["a", "a"]);
  });

  it("the runner is asked to stop a running answer; its lease lasts until it has", () => {
    const pool = smallPool().arrive("t", "a").loaded("a").cancel("t");
    expect(pool.commands).toContainEqual(expect.objectContaining({ type: "cancel-answer", ticket: "t" }));
    expect(pool.pool.models["a"]?.leases).toHaveLength(1);
    expect(pool.answered("t").pool.models["a"]?.leases).toHaveLength(0);
  });

  it("cancelling a ticket that has ended changes nothing", () => {
    const pool = smallPool().arrive("t", "a").cancel("t");
    expect(pool.cancel("t").commands.map((command) => command.type)).toEqual(["set-timer"]);
  });
});
