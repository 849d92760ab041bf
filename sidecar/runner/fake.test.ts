import { once } from "node:events";
import { readFileSync } from "node:fs";
import { afterEach, describe, expect, test } from "vitest";
import type { FakeOptions } from "@/sidecar/runner/fake-engine";
import { RunnerProcess } from "@/tests/model/runner-process";

let runner: RunnerProcess;
const start = (options: Partial<FakeOptions>): RunnerProcess =>
  (runner = new RunnerProcess("sidecar/runner/fake.ts", { FAKE_RUNNER: JSON.stringify(options) }));
afterEach(() => runner.stop());

describe("the fake runner", () => {
  test("says what it is, in its answer and in its process title", async () => {
    await start({ tokensPerSecond: 1000 }).load("some.gguf");
    expect(await runner.ask({})).toMatchObject({
      text: "This is the fake runner, not a model.",
      reason: "stop",
    });
    expect(readFileSync(`/proc/${runner.child.pid}/cmdline`, "utf8")).toMatch(
      /^sidecar-runner some\.gguf \(fake\)/,
    );
  });

  test("an answer can be cancelled, and ends at the limit", async () => {
    await start({ tokensPerSecond: 1000, repeat: 1000 }).load("some.gguf");
    const ticket = runner.start({ maxTokens: 5000 });
    await runner.firstDelta(ticket);
    runner.send({ type: "cancel", ticket });
    expect((await runner.answer(ticket)).reason).toBe("cancelled");
    expect(await runner.ask({ maxTokens: 3 })).toMatchObject({
      reason: "length",
      usage: { completionTokens: 3 },
    });
  });

  test("it can refuse a load", async () => {
    expect(await start({ failLoad: "No." }).loadFailure("some.gguf")).toEqual({
      code: "load_failed",
      message: "No.",
    });
  });

  test("it can die in the middle of an answer", async () => {
    await start({ tokensPerSecond: 1000, repeat: 10, failAfter: 4 }).load("some.gguf");
    const ended = once(runner.child, "exit");
    runner.start({});
    expect(await ended).toEqual([null, "SIGKILL"]);
  });
});
