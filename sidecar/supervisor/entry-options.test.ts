import { afterEach, expect, it, vi } from "vitest";
import { entryOptions } from "./entry-options";

afterEach(() => vi.unstubAllEnvs());

it("secrets and flags of the parent are not inherited, the rest is", () => {
  for (const name of ["NEXTAUTH_SECRET", "OPENAI_API_KEY", "SIDECAR_TOKEN", "DATABASE_URL", "NODE_OPTIONS"])
    vi.stubEnv(name, "secret");
  vi.stubEnv("CUDA_VISIBLE_DEVICES", "0");
  const { env } = entryOptions("/dist/sidecar-manager.mjs");
  expect(Object.values(env)).not.toContain("secret");
  expect(env["CUDA_VISIBLE_DEVICES"]).toBe("0");
});

it("a bundle runs as it is, TypeScript through tsx with the project's own tsconfig", () => {
  expect(entryOptions("/dist/sidecar-manager.mjs").execArgv).toEqual([]);
  const { execArgv, env } = entryOptions(new URL("../server/main.ts", import.meta.url).pathname);
  expect(execArgv).toEqual(["--import", expect.stringMatching(/^file:.*tsx/)]);
  expect(env["TSX_TSCONFIG_PATH"]).toMatch(/tsconfig\.json$/);
});
