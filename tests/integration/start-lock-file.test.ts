import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { completeLock, platformOf } from "@/scripts/complete-lock.mjs";

const root = new URL("../..", import.meta.url).pathname;
const lockText = readFileSync(`${root}package-lock.json`, "utf8");

describe("package-lock.json", () => {
  it("is accepted by `npm ci` of the npm that is here", { timeout: 120_000 }, async () => {
    const ci = promisify(execFile)("npm", ["ci", "--dry-run"], { cwd: root });
    await expect(ci, "npm refuses the lock: run node scripts/complete-lock.mjs").resolves.toBeDefined();
  });

  it("has an entry for every optional binary of every platform", () => {
    expect(completeLock(JSON.parse(lockText)).added).toEqual([]);
  });

  it("names no registry host", () => {
    expect(lockText).not.toMatch(/"resolved"/);
  });
});

describe("completeLock", () => {
  it("adds what is missing with its platform, and leaves the rest as it is", () => {
    const present = {
      version: "1.0.0",
      optionalDependencies: { "@x/a-linux-x64": "1.0.0", "@x/a-darwin-arm64": "^1.0.0" },
    };
    const lock = {
      packages: {
        "": {},
        "node_modules/a": { ...present, dev: true },
        "node_modules/@x/a-linux-x64": { version: "1.0.0" },
      },
    };
    const { lock: complete, added } = completeLock(lock);
    expect(added).toEqual(["@x/a-darwin-arm64@1.0.0"]);
    expect(complete).toEqual({
      packages: {
        ...lock.packages,
        "node_modules/@x/a-darwin-arm64": {
          version: "1.0.0",
          os: ["darwin"],
          cpu: ["arm64"],
          dev: true,
          optional: true,
        },
      },
    });
  });

  it("reads the platform from each of the naming habits", () => {
    expect(platformOf("@next/swc-win32-x64-msvc")).toEqual({ os: ["win32"], cpu: ["x64"] });
    expect(platformOf("@node-llama-cpp/mac-arm64-metal")).toEqual({ os: ["darwin"], cpu: ["arm64"] });
    expect(platformOf("@oxlint/binding-linux-x64-musl")).toEqual({
      os: ["linux"],
      cpu: ["x64"],
      libc: ["musl"],
    });
    expect(platformOf("@oxlint/binding-linux-arm-gnueabihf")).toEqual({ os: ["linux"], cpu: ["arm"] });
    expect(platformOf("@tailwindcss/oxide-wasm32-wasi")).toEqual({ cpu: ["wasm32"] });
  });

  it("refuses a package whose name says nothing: it would be installed everywhere", () => {
    expect(() => platformOf("fsevents")).toThrow("fsevents");
  });
});
