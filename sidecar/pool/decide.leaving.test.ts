import { describe, expect, it } from "vitest";
import { smallPool } from "@/tests/factories/pool-world";

describe("unloading on request", () => {
  const asked = { type: "unload-asked", model: "a", drainMs: null, force: false } as const;

  it("drains: the running answer finishes, new requests wait and are served by a new load", () => {
    const pool = smallPool().arrive("1", "a").loaded("a").tell(asked).arrive("2", "a");
    expect(pool.status("a")).toBe("draining");
    pool.answered("1").exited("a");
    expect(pool.loaded("a").outcomes.get("2")).toBe("handed over");
    expect(pool.broken.size).toBe(0);
  });

  it("by force ends the answers as unload_forced", () => {
    const pool = smallPool()
      .arrive("1", "a")
      .loaded("a")
      .tell({ ...asked, force: true });
    expect(pool.broken.get("1")).toBe("unload_forced");
    expect(pool.exited("a").status("a")).toBe("cold");
  });

  it("with a limit and without force is called off when the answers take longer", () => {
    const pool = smallPool()
      .arrive("1", "a")
      .loaded("a")
      .tell({ ...asked, drainMs: 5_000 })
      .passes(5_000);
    expect(pool.status("a")).toBe("ready");
    expect(pool.broken.size).toBe(0);
  });

  it("with a limit and force ends the answers when the limit is over", () => {
    const pool = smallPool()
      .arrive("1", "a")
      .loaded("a")
      .tell({ ...asked, drainMs: 5_000, force: true });
    expect(pool.passes(4_999).broken.size).toBe(0);
    expect(pool.passes(1).broken.get("1")).toBe("unload_forced");
  });

  it("calls a running load off", () => {
    const pool = smallPool().arrive("1", "a").tell(asked);
    expect(pool.outcomes.get("1")).toBe("cancelled");
    expect(pool.exited("a").status("a")).toBe("cold");
  });

  it("clears a failure, so that the next request loads at once", () => {
    const pool = smallPool().arrive("1", "a").loadFails("a").tell(asked).arrive("2", "a");
    expect(pool.status("a")).toBe("loading");
  });
});

describe("closing", () => {
  it("refuses who waits and who comes, lets answers finish, unloads the rest", () => {
    const pool = smallPool().resident("small").arrive("1", "a").loaded("a").arrive("2", "b");
    pool.tell({ type: "shutdown-asked", force: false }).arrive("3", "a");
    expect(pool.outcomes.get("2")).toBe("refused: shutting_down");
    expect(pool.outcomes.get("3")).toBe("refused: shutting_down");
    expect(pool.unloads).toEqual(["small"]);
    expect(pool.answered("1").unloads).toEqual(["small", "a"]);
  });

  it("at the deadline ends what still runs", () => {
    const pool = smallPool().arrive("1", "a").loaded("a").tell({ type: "shutdown-asked", force: false });
    expect(pool.tell({ type: "shutdown-asked", force: true }).broken.get("1")).toBe("shutting_down");
    expect(pool.unloads).toEqual(["a"]);
  });

  it("calls a running load off", () => {
    expect(smallPool().arrive("1", "a").tell({ type: "shutdown-asked", force: false }).status("a")).toBe(
      "unloading",
    );
  });
});
