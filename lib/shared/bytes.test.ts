import { expect, test } from "vitest";
import { parseBytes } from "@/lib/shared/bytes";

test.each([
  ["1073741824", 2 ** 30],
  ["0", 0],
  ["2GiB", 2 ** 31],
  ["2 gib", 2 ** 31],
  ["1.5 MB", 1_500_000],
  [" 512KiB ", 524_288],
  ["3b", 3],
])("%j is %d bytes", (text, size) => expect(parseBytes(text)).toBe(size));

test.each(["", "GiB", "-1", "1e9", "2 GiB 3", "2 elephants", "1,5 GB", "NaN", "toString", "1 constructor"])(
  "%j is no size",
  (text) => expect(parseBytes(text)).toBeNull(),
);
