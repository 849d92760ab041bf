import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fingerprint, readStamp } from "./fingerprint.mjs";
import { root } from "./root.mjs";
import { childEnv, runQuietly } from "./run-quietly.mjs";
import { step } from "./step.mjs";

const stampPath = join(root, "lib", "db", "generated", ".generated");

/** `prisma generate` wants to download an engine that it never runs here; any existing program in its place will do. */
function engineStandIn() {
  const found = ["/bin/true", "/usr/bin/true"].find((path) => existsSync(path));
  return process.env.PRISMA_SCHEMA_ENGINE_BINARY ?? found;
}

/** Generates the database client where the schema or Prisma changed. */
export async function generateClient() {
  const cli = join(root, "node_modules", "prisma");
  const { version } = JSON.parse(readFileSync(join(cli, "package.json"), "utf8"));
  const wanted = fingerprint(["prisma/schema.prisma", "prisma.config.ts"], { extra: [version] });
  if (readStamp(stampPath) === wanted) return;
  await step("Generating the database client", async () => {
    await runQuietly(process.execPath, [join(cli, "build", "index.js"), "generate"], {
      what: "The database client could not be generated",
      env: childEnv({ PRISMA_SCHEMA_ENGINE_BINARY: engineStandIn() }),
    });
    writeFileSync(stampPath, `${wanted}\n`);
  });
}
