import { build, buildCurrent } from "./build.mjs";
import { checkDisk } from "./checks.mjs";
import { loadEnvFile, writeMissingSecrets } from "./env-file.mjs";
import { installPackages, packagesCurrent } from "./install.mjs";
import { withLock } from "./lock.mjs";
import { generateClient } from "./prisma.mjs";

/**
 * Brings a bare clone to the state that a command needs; what is there already costs milliseconds.
 * @param {{ secrets?: boolean, site?: boolean }} wanted `secrets`: .env; `site`: a production build
 */
export async function prepare({ secrets = false, site = false }) {
  const begun = performance.now();
  checkDisk({ installs: !packagesCurrent() });
  await withLock(async () => {
    const nothingToDo = packagesCurrent() && (!site || buildCurrent());
    await installPackages();
    if (secrets) {
      const written = writeMissingSecrets();
      if (written.length > 0) process.stdout.write(`✓ Wrote ${written.join(", ")} to .env\n`);
      loadEnvFile();
    }
    await generateClient();
    if (site) await build();
    if (nothingToDo)
      process.stdout.write(
        `✓ Packages${site ? " and build" : ""} are current (${Math.round(performance.now() - begun)} ms)\n`,
      );
  });
}
