import { expect, test } from "vitest";
import { isProblemError, problem, problemJson } from "@/lib/errors";
import { Problem, problemTable } from "@/lib/contract/problem";

test("a problem becomes the JSON of the contract, with its members", () => {
  const json = problemJson(
    problem("rate_limited", "Too often.", { policy: "switch", retryAfterMs: 5 }),
    "r1",
  );
  expect(Problem.parse(json)).toEqual({
    type: "urn:switchyard:problem:rate_limited",
    title: problemTable.rate_limited.title,
    status: 429,
    detail: "Too often.",
    code: "rate_limited",
    requestId: "r1",
    policy: "switch",
    retryAfterMs: 5,
  });
});

test.each([new Error("SELECT secret FROM /etc/passwd"), "a string", null, undefined, { code: "forbidden" }])(
  "anything else is told as internal, without its words (%s)",
  (error) => {
    const json = problemJson(error, "r1");
    expect(json).toMatchObject({ status: 500, code: "internal" });
    expect(JSON.stringify(json)).not.toMatch(/SELECT|passwd|string|forbidden/);
  },
);

test("a problem from another copy of the module is recognised", () => {
  const foreign = {
    [Symbol.for("switchyard.problem")]: true,
    code: "not_found",
    status: 404,
    message: "Gone.",
  };
  expect(isProblemError(foreign)).toBe(true);
  expect(isProblemError(new Error("x"))).toBe(false);
});
