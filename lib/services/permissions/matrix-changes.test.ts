import { expect, test } from "vitest";
import { matrixChanges } from "./matrix-changes";

const before = { standard: ["standard"], pro: ["standard", "pro"], code: ["standard", "code"] };

test("tells added and removed cells apart, whatever the order and repetitions", () => {
  const after = { code: ["code", "standard", "pro", "pro"], standard: ["standard"], pro: ["pro"] };
  expect(matrixChanges(before, after)).toEqual({
    added: [{ accountTier: "code", tier: "pro" }],
    removed: [{ accountTier: "pro", tier: "standard" }],
  });
  expect(matrixChanges(before, before)).toEqual({ added: [], removed: [] });
});

test("a row that is absent is empty", () => {
  const { removed } = matrixChanges(before, { standard: ["standard"], pro: ["standard", "pro"] });
  expect(removed).toEqual([
    { accountTier: "code", tier: "standard" },
    { accountTier: "code", tier: "code" },
  ]);
});

test.each([
  ["as an account tier", { gold: ["standard"] }],
  ["as a tier", { standard: ["gold"] }],
  ["under a name that objects have", { standard: ["constructor"] }],
])("refuses a tier that there is not, %s", (_where, after) => {
  expect(() => matrixChanges(before, after)).toThrowError(
    expect.objectContaining({ code: "invalid_request" }),
  );
});
