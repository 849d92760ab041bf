import { expect, test } from "vitest";
import { safeNext } from "@/lib/shared/safe-next";

test.each([
  ["/c/123", "/c/123"],
  ["/settings?tab=keys#top", "/settings?tab=keys#top"],
  ["/c/a%20b", "/c/a%20b"],
  ["/c/../settings", "/settings"],
])("a path of this site is kept: %s", (next, expected) => {
  expect(safeNext(next)).toBe(expected);
});

test.each([
  "https://evil.example",
  "//evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "/.//evil.example",
  "/c/..//evil.example",
  "javascript:alert(1)",
  "c/123",
  "",
  " /c",
  "http:",
  "///evil.example",
])("nothing leads to another site: %j", (next) => {
  expect(safeNext(next)).toBe("/");
});

test("no loop back to the door, and no answer meant for scripts", () => {
  for (const next of ["/sign-in?next=/", "/setup", "/register?invite=x", "/api/auth/signout", "/v1/models"])
    expect(safeNext(next)).toBe("/");
});

test("absent or repeated counts as none", () => {
  expect([undefined, null, ["/a", "/b"]].map((next) => safeNext(next))).toEqual(["/", "/", "/"]);
});
