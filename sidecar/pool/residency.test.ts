import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { PoolWorld, shape } from "@/tests/factories/pool-world";
import { openResidency, residentModels } from "./residency";

const folder = mkdtempSync(join(tmpdir(), "switchyard-residency-"));
afterAll(() => rmSync(folder, { recursive: true }));
const fail = (error: unknown): never => {
  throw error;
};

it("what was loaded comes back in the order of its use, pinned models first", () => {
  const pool = new PoolWorld({ a: shape(30), b: shape(30), c: shape(30) }, 100);
  pool.resident("a").resident("b").resident("c").tell({ type: "pin-asked", model: "a", pinned: true });
  expect(residentModels(pool.pool)).toEqual({ ready: ["a", "c", "b"], pinned: ["a"] });
});

it("what is still to be preloaded is not forgotten by a second restart", () => {
  const pool = new PoolWorld({ a: shape(30), b: shape(30) }, 100);
  for (const model of ["a", "b"]) pool.arrive(model, model, { kind: "load", urgency: "preload" });
  expect(pool.loads).toEqual(["a"]);
  expect(residentModels(pool.pool).ready).toEqual(["a", "b"]);
});

it("survives a restart, and a damaged file", () => {
  const path = join(folder, "new", "residency.json");
  openResidency(path, fail).save({ ready: ["a"], pinned: ["b"] });
  expect(openResidency(path, fail).read()).toEqual({ ready: ["a"], pinned: ["b"] });
  writeFileSync(path, '{"ready": 7');
  expect(openResidency(path, fail).read()).toEqual({ ready: [], pinned: [] });
});

it("a folder that can not be written is told, and tried again", () => {
  const errors: unknown[] = [];
  writeFileSync(join(folder, "file"), "");
  const residency = openResidency(join(folder, "file", "residency.json"), (error) => errors.push(error));
  for (let n = 0; n < 2; n += 1) residency.save({ ready: ["a"], pinned: [] });
  expect(errors).toHaveLength(2);
});
