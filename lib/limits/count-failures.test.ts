import { beforeEach, expect, test } from "vitest";
import { countFailures } from "@/lib/limits/count-failures";
import { peek, setQuotas } from "@/lib/limits/take";
import { forgetSingletons } from "@/tests/setup/database";

beforeEach(forgetSingletons);

const limits = [["sign-in.account", "a@example.org"] as const, ["sign-in.ip", "1.2.3.4"] as const];
const attempt = (failed: boolean, ran: () => void = () => {}) =>
  countFailures({ limits: [] }, limits, async () => {
    // The outcome takes a while, as a hash does: others get their turn before it is known.
    for (let turn = 0; turn < 5; turn++) await Promise.resolve();
    ran();
    return { failed, value: failed };
  });
const settled = async (work: Promise<unknown>[]) =>
  (await Promise.allSettled(work)).map(({ status }) => status);

test("what succeeds costs nothing", async () => {
  for (let turn = 0; turn < 15; turn++) expect(await attempt(false)).toBe(false);
  expect(await peek("sign-in.account", "a@example.org")).toMatchObject({ remaining: 10 });
  expect(await peek("sign-in.ip", "1.2.3.4")).toMatchObject({ remaining: 100 });
});

test("the eleventh failure is refused without being looked at", async () => {
  let ran = 0;
  for (let turn = 0; turn < 10; turn++) await attempt(true, () => ran++);
  await expect(attempt(false, () => ran++)).rejects.toMatchObject({
    code: "rate_limited",
    members: { policy: "sign-in" },
  });
  expect(ran).toBe(10);
});

test("of a hundred guesses at once ten are looked at", async () => {
  let ran = 0;
  const outcomes = await settled(Array.from({ length: 100 }, () => attempt(true, () => ran++)));
  expect(ran).toBe(10);
  expect(outcomes.filter((outcome) => outcome === "rejected")).toHaveLength(90);
});

test("fifty right sign-ins at once are all served", async () => {
  const outcomes = await settled(Array.from({ length: 50 }, () => attempt(false)));
  expect(new Set(outcomes)).toEqual(new Set(["fulfilled"]));
});

test("a refusal by the second limit gives the first one's unit back", async () => {
  setQuotas({ "sign-in.ip": 1 });
  await attempt(true);
  await expect(attempt(true)).rejects.toMatchObject({ members: { policy: "sign-in-ip" } });
  expect(await peek("sign-in.account", "a@example.org")).toMatchObject({ remaining: 9 });
});

test("an error of ours is not counted, and reaches the caller", async () => {
  await expect(
    countFailures({}, limits, async () => {
      throw new Error("disk");
    }),
  ).rejects.toThrow("disk");
  expect(await peek("sign-in.account", "a@example.org")).toMatchObject({ remaining: 10 });
});
