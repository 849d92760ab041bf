import { expect, test } from "vitest";
import { decodeCursor, encodeCursor } from "@/lib/shared/cursor";

test("a cursor comes back as the place that it was made from, and fits into an address", () => {
  const place = { at: new Date("2026-01-02T03:04:05.678Z"), id: "abc-1" };
  const cursor = encodeCursor(place);
  expect(decodeCursor(cursor)).toEqual(place);
  expect(encodeURIComponent(cursor)).toBe(cursor);
});

test.each([
  "",
  "rubbish",
  Buffer.from("2026-13-45T00:00:00.000Z x").toString("base64url"),
  Buffer.from("x y").toString("base64url"),
])("%j is no cursor", (cursor) => expect(decodeCursor(cursor)).toBeNull());
