import { describe, expect, it } from "vitest";
import { smallPool } from "@/tests/factories/pool-world";

describe("loading", () => {
  it("a request for a cold model loads it and is handed over when it is ready", () => {
    const pool = smallPool().arrive("t", "a");
    expect(pool.status("a")).toBe("loading");
    expect(pool.loaded("a").outcomes.get("t")).toBe("handed over");
    expect(pool.answers.get("t")).toBe("a");
  });

  it("bytes are reserved before the load begins", () => {
    expect(smallPool().arrive("t", "a").pool.models["a"]?.reservedBytes).toBe(60);
  });

  it("later requests join the running load", () => {
    const pool = smallPool().arrive("1", "a").arrive("2", "a").arrive("3", "a", { kind: "load" }).loaded("a");
    expect(pool.loads).toEqual(["a"]);
    expect([...pool.outcomes.values()]).toEqual(["handed over", "handed over", "handed over"]);
  });

  it("a load ticket is done when the model is ready and holds no lease", () => {
    const pool = smallPool().arrive("t", "a", { kind: "load" }).loaded("a");
    expect(pool.outcomes.get("t")).toBe("handed over");
    expect(pool.answers.size).toBe(0);
  });

  it("a second model loads beside the first while both fit", () => {
    const pool = smallPool().arrive("1", "a").loaded("a").arrive("2", "small");
    expect(pool.loads).toEqual(["a", "small"]);
    expect(pool.unloads).toEqual([]);
  });

  it("a failed load wakes every waiter with its error", () => {
    const pool = smallPool().arrive("1", "a").arrive("2", "a").loadFails("a");
    expect([...pool.outcomes.values()]).toEqual(["refused: load_failed", "refused: load_failed"]);
    expect(pool.status("a")).toBe("failed");
    expect(pool.pool.models["a"]?.reservedBytes).toBe(0);
  });

  it("after a failed load the next one waits for the back-off", () => {
    const pool = smallPool().arrive("1", "a").loadFails("a").arrive("2", "a");
    expect(pool.loads).toEqual(["a"]);
    expect(pool.passes(999).loads).toEqual(["a"]);
    expect(pool.passes(1).loads).toEqual(["a", "a"]);
  });

  it("a back-off longer than anybody would wait refuses at once and says when to come back", () => {
    const pool = smallPool({ backoffFirstMs: 20_000 }).arrive("1", "a").loadFails("a").arrive("2", "a");
    expect(pool.commands[0]).toMatchObject({
      type: "refuse",
      error: { code: "load_failed", retryAfterMs: 20_000 },
    });
  });

  it("the back-off doubles with each failure up to its limit", () => {
    const pool = smallPool({ backoffMaxMs: 3_000 });
    const waits = [1, 2, 3, 4].map((n) => {
      pool.arrive(`t${n}`, "a").loadFails("a");
      const waitMs = (pool.pool.models["a"]?.retryAtMs ?? 0) - pool.atMs;
      pool.passes(waitMs);
      return waitMs;
    });
    expect(waits).toEqual([1_000, 2_000, 3_000, 3_000]);
  });
});
