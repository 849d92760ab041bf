import { expect, test } from "vitest";
import { inGroups } from "@/lib/shared/in-groups";

/** Work that ends when the test says so. */
function controlled() {
  const groups: { keys: number[]; end: (error?: Error) => void }[] = [];
  const work = (keys: number[]) =>
    new Promise<string[]>((resolve, reject) => {
      const end = (error?: Error) => (error ? reject(error) : resolve(keys.map((key) => `answer ${key}`)));
      groups.push({ keys, end });
    });
  return { groups, work };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

test("what is asked in one moment is worked on together", async () => {
  const { groups, work } = controlled();
  const ask = inGroups(work);
  const answers = Promise.all([ask(1), ask(2), ask(3)]);
  await turn();
  expect(groups.map(({ keys }) => keys)).toEqual([[1, 2, 3]]);
  groups[0]?.end();
  expect(await answers).toEqual(["answer 1", "answer 2", "answer 3"]);
});

test("who asks while a group is worked on is answered by the next one", async () => {
  const { groups, work } = controlled();
  const ask = inGroups(work);
  const first = ask(1);
  await turn();
  const later = Promise.all([ask(1), ask(2)]);
  await turn();
  expect(groups).toHaveLength(1);
  groups[0]?.end();
  expect(await first).toBe("answer 1");
  await turn();
  expect(groups[1]?.keys).toEqual([1, 2]);
  groups[1]?.end();
  expect(await later).toEqual(["answer 1", "answer 2"]);
});

test("a group has a largest size", async () => {
  const sizes: number[] = [];
  const ask = inGroups(async (keys: number[]) => {
    sizes.push(keys.length);
    return keys;
  }, 2);
  expect(await Promise.all([1, 2, 3, 4, 5].map(ask))).toEqual([1, 2, 3, 4, 5]);
  expect(sizes).toEqual([2, 2, 1]);
});

test("one bad key fails alone, and what comes after it goes on", async () => {
  const ask = inGroups(async (keys: number[]) => {
    if (keys.includes(13)) throw new Error("unlucky");
    return keys;
  });
  const settled = await Promise.allSettled([1, 13, 2].map(ask));
  expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(await ask(3)).toBe(3);
});
