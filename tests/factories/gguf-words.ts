import type { Random } from "@/tests/factories/gguf-random";

const onsets = ["b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z"];
const vowels = ["a", "e", "i", "o", "u"];

/** `count` different made-up words of two or three syllables. */
export function inventWords(random: Random, count: number): string[] {
  const words = new Set<string>();
  const pick = (from: string[]): string => from[Math.floor(random.next() * from.length)] ?? "";
  while (words.size < count) {
    const syllables = 2 + Math.floor(random.next() * 2);
    words.add(Array.from({ length: syllables }, () => pick(onsets) + pick(vowels)).join(""));
  }
  return [...words];
}
