import { expect, it } from "vitest";
import { managerConfig } from "./config";

const given = {
  SIDECAR_TOKEN: "a-token-for-tests-only",
  SIDECAR_RUNNER_ENTRY: "runner.mjs",
  SIDECAR_DATA_DIR: "data",
  LLAMACPP_MODELS_DIR: "models",
};

it("fills in what is not set", () => {
  expect(managerConfig(given)).toMatchObject({
    SIDECAR_PORT: 0,
    SIDECAR_CONTEXT_SIZE: 4096,
    SIDECAR_SEQUENCES: 4,
  });
});

it("an empty budget is none, a size is understood", () => {
  expect(managerConfig({ ...given, LLAMACPP_MEMORY_BUDGET: "" }).LLAMACPP_MEMORY_BUDGET).toBeUndefined();
  expect(managerConfig({ ...given, LLAMACPP_MEMORY_BUDGET: "2GiB" }).LLAMACPP_MEMORY_BUDGET).toBe(
    2 * 2 ** 30,
  );
  expect(managerConfig({ ...given, LLAMACPP_MEMORY_BUDGET: "1000000" }).LLAMACPP_MEMORY_BUDGET).toBe(
    1_000_000,
  );
});

it("what is wrong is one readable line without the token", () => {
  const wrong = { ...given, SIDECAR_TOKEN: "secret", LLAMACPP_MEMORY_BUDGET: "much" };
  expect(() => managerConfig(wrong)).toThrow(
    /^[^\n]*SIDECAR_TOKEN: must have[^\n]*LLAMACPP_MEMORY_BUDGET: must be[^\n]*$/,
  );
  expect(() => managerConfig(wrong)).not.toThrow(/secret/);
});
