import { expect, test } from "vitest";
import {
  aboutTime,
  fileSize,
  loadShare,
  ordinal,
  ordinalSpoken,
  shortTime,
  tokenCount,
  tokenWindow,
  waitTime,
  waitTimeSpoken,
} from "@/components/models/words";

/** Where a line may not break reads as a space. */
const plain = (text: string | null) => text?.replaceAll("\u00a0", " ") ?? null;

test("times are rounded and never zero", () => {
  expect([0, 400, 2600, 59_400, 60_000, 150_000].map(aboutTime).map(plain)).toEqual([
    "about 1 s",
    "about 1 s",
    "about 3 s",
    "about 59 s",
    "about 1 min",
    "about 3 min",
  ]);
  expect([12, 400, 1400, 9960, 14_300].map(shortTime)).toEqual(["0 s", "0.4 s", "1.4 s", "10 s", "14 s"]);
});

test.each<[string, number | null, number | null, string | null]>([
  ["both", 2600, 7400, "about 3 s, at most 8 s"],
  ["across a minute", 40_000, 61_000, "about 40 s, at most 2 min"],
  ["in minutes", 150_000, 200_000, "about 3 min, at most 4 min"],
  ["both round to the same", 2600, 2900, "about 3 s"],
  ["a longest time that is below the likely one says nothing", 5000, 4000, "about 5 s"],
  ["only the likely time", 2600, null, "about 3 s"],
  ["the likely time is over", 0, 4200, "at most 5 s"],
  ["both are over", 0, 0, null],
  ["nothing is known", null, null, null],
])("a wait as a range: %s", (_, etaMs, etaP90Ms, words) => {
  expect(plain(waitTime({ etaMs, etaP90Ms }))).toBe(words);
});

test("what is left of a wait, and a wait for ears", () => {
  const eta = { etaMs: 2600, etaP90Ms: 7400 };
  expect(waitTime(eta, { left: true })).toBe("about 3\u00a0s left, at most 8\u00a0s");
  expect(plain(waitTime({ etaP90Ms: 7400 }, { left: true }))).toBe("at most 8 s left");
  expect([eta, { etaMs: 1000 }, { etaMs: 90_000 }, {}].map(waitTimeSpoken)).toEqual([
    "about 3 seconds, at most 8 seconds",
    "about 1 second",
    "about 2 minutes",
    null,
  ]);
});

test("a load is never said to be at 100% before it is ready", () => {
  expect([0.004, 0.64, 0.989, 0.99, 0.994, 0.995, 1].map(loadShare)).toEqual([
    "0%",
    "64%",
    "99%",
    "99%",
    "99%",
    "starting",
    "starting",
  ]);
});

test("places in the line", () => {
  expect([1, 2, 3, 4, 11, 12, 13, 21, 22].map(ordinal)).toEqual([
    "1st",
    "2nd",
    "3rd",
    "4th",
    "11th",
    "12th",
    "13th",
    "21st",
    "22nd",
  ]);
  expect([1, 2, 9, 10].map(ordinalSpoken)).toEqual(["First", "Second", "Ninth", "10th"]);
});

test("windows and tokens in thousands", () => {
  expect([512, 4096, 8192, 32_768, 128_000, 131_072].map(tokenWindow)).toEqual([
    "512",
    "4k",
    "8k",
    "32k",
    "128k",
    "128k",
  ]);
  expect([812, 3100, 8192, 131_072].map(tokenCount)).toEqual(["812", "3.1k", "8.2k", "131k"]);
});

test("sizes", () => {
  expect([700, 92_300_000, 1_830_000_000].map(fileSize)).toEqual(["1 kB", "92 MB", "1.8 GB"]);
});
