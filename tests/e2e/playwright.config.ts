import { defineConfig } from "playwright/test";

/** Debian's Chromium as root in a container needs the first; the rest keep it off the network. */
const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export default defineConfig({
  outputDir: "../.artifacts/end-to-end",
  // Every site brings a sidecar that computes: two at once on two cores only wait for each other.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  timeout: 300_000,
  expect: { timeout: 30_000 },
  projects: [
    { name: "http", testDir: "http" },
    {
      name: "browser",
      testDir: "browser",
      use: {
        browserName: "chromium",
        launchOptions: { executablePath: process.env["CHROMIUM_BIN"], args },
        screenshot: "only-on-failure",
        trace: "retain-on-failure",
      },
    },
  ],
});
