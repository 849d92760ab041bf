import { expect, test } from "vitest";
import { kvConfig } from "@/sidecar/runner/kv-config";

test("without a folder, or with a budget of nothing, no states are kept", () => {
  expect(kvConfig({})).toBeUndefined();
  expect(kvConfig({ SIDECAR_KV_DIR: "" })).toBeUndefined();
  expect(kvConfig({ SIDECAR_KV_DIR: "/data/kv", SIDECAR_KV_BUDGET: "0" })).toBeUndefined();
});

test("an empty budget is none that the operator chose", () => {
  expect(kvConfig({ SIDECAR_KV_DIR: "/data/kv", SIDECAR_KV_BUDGET: "" })).toMatchObject({
    folder: "/data/kv",
    budgetBytes: undefined,
  });
  expect(kvConfig({ SIDECAR_KV_DIR: "/data/kv", SIDECAR_KV_BUDGET: "1000" })?.budgetBytes).toBe(1000);
});
