import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundlePrograms, checkEnvironment, installPrograms } from "./bundle.mjs";
import { fingerprint, readStamp } from "./fingerprint.mjs";
import { root } from "./root.mjs";
import { childEnv, runQuietly } from "./run-quietly.mjs";
import { step } from "./step.mjs";

const site = join(root, ".next");
const former = join(root, "dist", ".former-site");
const stampPath = join(site, ".built");
const programsStampPath = join(root, "dist", ".built");

const folders = [
  "app",
  "components",
  "lib",
  "sidecar",
  "prisma/schema.prisma",
  "public",
  "package-lock.json",
];

/** Everything that the build reads: the folders and the sources and settings at the top. */
function sourceFingerprint() {
  const top = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|mjs)$|^tsconfig\.json$/.test(entry.name))
    .map((entry) => entry.name)
    .filter(
      (name) => name !== "next-env.d.ts" && !name.startsWith("vitest.") && !name.startsWith("playwright."),
    )
    .sort();
  const builder = ["scripts/lib/build.mjs", "scripts/lib/bundle.mjs"];
  return fingerprint([...folders, ...top, ...builder], {
    keep: (path) => !/\.test\.tsx?$/.test(path) && !path.startsWith("lib/db/generated/"),
  });
}

/** Whether the built site is that of the present sources. */
export function buildCurrent() {
  const wanted = sourceFingerprint();
  return readStamp(stampPath) === wanted && readStamp(programsStampPath) === wanted;
}

/** A build that was killed leaves the former site aside: put it back before anything else looks. */
function recover() {
  if (!existsSync(former)) return;
  if (existsSync(stampPath)) return rmSync(former, { recursive: true, force: true });
  rmSync(site, { recursive: true, force: true });
  renameSync(former, site);
}

/** Next builds in place: the former site steps aside, lends its cache, and comes back when the build fails. */
async function buildSite() {
  mkdirSync(join(root, "dist"), { recursive: true });
  if (existsSync(site)) renameSync(site, former);
  mkdirSync(site, { recursive: true });
  if (existsSync(join(former, "cache"))) renameSync(join(former, "cache"), join(site, "cache"));
  await runQuietly(process.execPath, [join(root, "node_modules", "next", "dist", "bin", "next"), "build"], {
    what: "The site could not be built; a former build was kept",
    env: childEnv({ NODE_ENV: "production" }),
  });
}

/** Builds the site and its programs where a source changed. What ran before stays until the new build is whole. */
export async function build() {
  recover();
  if (buildCurrent()) return;
  const wanted = sourceFingerprint();
  await step("Building the site (about half a minute)", async () => {
    await bundlePrograms();
    await checkEnvironment();
    try {
      await buildSite();
      rmSync(programsStampPath, { force: true });
      installPrograms();
      writeFileSync(programsStampPath, `${wanted}\n`);
      writeFileSync(stampPath, `${wanted}\n`);
    } catch (error) {
      recover();
      throw error;
    }
    rmSync(former, { recursive: true, force: true });
  });
}
