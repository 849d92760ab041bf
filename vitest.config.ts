import { defineConfig } from "vitest/config";

const root = new URL(".", import.meta.url).pathname;
const shared = {
  environment: "node" as const,
  env: { NODE_ENV: "test" as const, LOG_LEVEL: "silent", TZ: "UTC" },
  setupFiles: ["tests/setup/next-headers.ts"],
  exclude: ["**/node_modules/**", "**/.next/**", "**/dist/**"],
};

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@\//, replacement: root },
      { find: /^server-only$/, replacement: `${root}tests/setup/server-only.ts` },
    ],
  },
  // Next reads JSX as the automatic runtime does; the tests too.
  oxc: { jsx: { runtime: "automatic" } },
  test: {
    watch: false,
    pool: "forks",
    // Two cores: more workers only make the slow ones slower.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          ...shared,
          name: "unit",
          include: ["**/*.test.{ts,tsx}"],
          exclude: [...shared.exclude, "tests/integration/**", "tests/model/**", "tests/e2e/**"],
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: "integration",
          include: ["tests/integration/**/*.test.{ts,tsx}"],
          testTimeout: 90_000,
          hookTimeout: 90_000,
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: "model",
          include: ["tests/model/**/*.test.ts"],
          exclude: [...shared.exclude, "tests/model/out-of-memory.test.ts"],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          // Real engines share the cores and the memory: one file at a time.
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: "alone",
          include: ["tests/model/out-of-memory.test.ts"],
          testTimeout: 180_000,
          // The kernel counts whom it killed for the whole machine, and pools ask for that figure when a load ends badly.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
