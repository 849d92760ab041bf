import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { bytesReadBy, createPageCache, stateByBytes } from "./page-cache";

const folder = mkdtempSync(join(tmpdir(), "switchyard-cache-"));
afterAll(() => rmSync(folder, { recursive: true }));
const file = { path: join(folder, "a.gguf"), sizeBytes: 200_000 };
writeFileSync(file.path, Buffer.alloc(file.sizeBytes));

/** Says of each look at a place whether the disk had to be asked. */
function storage(misses: boolean[]): () => number {
  const answers = misses.flatMap((miss) => [0, miss ? 4096 : 0]);
  let total = 0;
  return () => (total += answers.shift() ?? 0);
}

describe("before a load", () => {
  it("a file that has just been written is in the cache", () => {
    expect(createPageCache().stateOf(file)).toBe("warm");
  });

  it.each([
    ["nothing comes from the disk", [], "warm"],
    ["a single page has gone", [false, true, false, false, false, false], "warm"],
    ["two pages have gone", [false, true, false, false, true], "cold"],
    ["nothing is there", [true, true], "cold"],
  ])("when %s", (_, misses, state) => {
    expect(createPageCache(storage(misses)).stateOf(file)).toBe(state);
  });

  it("where the system does not tell, what was read lately counts as cached", () => {
    const pageCache = createPageCache(() => null);
    expect(pageCache.stateOf(file)).toBe("cold");
    pageCache.noteRead(file.path);
    expect(pageCache.stateOf(file)).toBe("warm");
  });

  it("a file that can not be opened is cold", () => {
    expect(createPageCache().stateOf({ path: join(folder, "none.gguf"), sizeBytes: 1 })).toBe("cold");
  });
});

describe("after a load", () => {
  it.each([
    [0, "warm"],
    [10_000, "warm"],
    [150_000, "cold"],
    [null, null],
  ])("%s bytes from the disk of 200,000 mean %s", (bytes, state) => {
    expect(stateByBytes(bytes, file.sizeBytes)).toBe(state);
  });

  it("what a process has read is known of living ones only", () => {
    expect(bytesReadBy("self")).toBeGreaterThanOrEqual(0);
    expect(bytesReadBy(2 ** 30)).toBeNull();
  });
});
