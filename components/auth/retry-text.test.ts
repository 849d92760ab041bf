import { expect, test } from "vitest";
import { retryText } from "@/components/auth/retry-text";

test("the time is rounded up, so that who waits that long is not refused again", () => {
  expect(retryText(200)).toBe("in 1 second");
  expect(retryText(39_100)).toBe("in 40 seconds");
  expect(retryText(60_000)).toBe("in 60 seconds");
  expect(retryText(60_001)).toBe("in 2 minutes");
  expect(retryText(900_000)).toBe("in 15 minutes");
});

test("without a time no number is made up", () => {
  expect(retryText(undefined)).toBe("in a few minutes");
});
