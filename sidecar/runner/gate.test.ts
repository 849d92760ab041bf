import { describe, expect, test } from "vitest";
import { Gate } from "@/sidecar/runner/gate";

const deferred = (): { promise: Promise<void>; resolve: () => void } => {
  let resolve = (): void => {};
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
};

describe("Gate", () => {
  test("streams wait while work is exclusive, and go on after it", async () => {
    const gate = new Gate();
    const work = deferred();
    const order: string[] = [];
    const exclusive = gate.exclusive(async () => {
      await work.promise;
      order.push("work");
    });
    const stream = gate.pass().then(() => order.push("stream"));
    expect(gate.isShut).toBe(true);
    work.resolve();
    await Promise.all([exclusive, stream]);
    expect(order).toEqual(["work", "stream"]);
    expect(gate.isShut).toBe(false);
  });

  test("it stays shut until the last of several pieces of work is done", async () => {
    const gate = new Gate();
    const [first, second] = [deferred(), deferred()];
    const a = gate.exclusive(() => first.promise);
    const b = gate.exclusive(() => second.promise);
    first.resolve();
    await a;
    expect(gate.isShut).toBe(true);
    second.resolve();
    await b;
    expect(gate.isShut).toBe(false);
  });

  test("work that fails opens it too", async () => {
    const gate = new Gate();
    await expect(gate.exclusive(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
    await gate.pass();
    expect(gate.isShut).toBe(false);
  });
});
