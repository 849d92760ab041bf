import { execFileSync, spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "playwright/test";
import { freePort } from "@/tests/e2e/harness/free-port";
import { descendants, isAlive } from "@/tests/e2e/harness/processes";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const notInAClone =
  /^(node_modules|\.next|dist|data|\.git|\.env|tests\/\.artifacts|lib\/db\/generated|tsconfig\.tsbuildinfo|next-env\.d\.ts)(\/|$)/;

interface Run {
  pid: number;
  output: () => string;
  exited: Promise<number | null>;
  /** Resolves when a line matches; rejects when the command ends before. */
  until: (pattern: RegExp) => Promise<void>;
}

test.describe.serial("npm start", () => {
  let folder: string;
  const runs: Run[] = [];

  /** `npm start` in the copy, in a process group of its own as a terminal would have it. */
  function npmStart(env: Record<string, string>): Run {
    const { PATH = "", HOME = "" } = process.env;
    const child = spawn("npm", ["start"], {
      cwd: folder,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: { PATH, HOME, NODE_ENV: "production", LOG_LEVEL: "warn", ...env },
    });
    let output = "";
    const waiting = new Set<() => void>();
    const keep = (chunk: string) => {
      output += chunk;
      for (const look of waiting) look();
    };
    child.stdout.setEncoding("utf8").on("data", keep);
    child.stderr.setEncoding("utf8").on("data", keep);
    const exited = new Promise<number | null>((resolve) => child.once("close", (code) => resolve(code)));
    const until = (pattern: RegExp) =>
      new Promise<void>((resolve, reject) => {
        const look = () => {
          if (!pattern.test(output)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
        void exited.then((code) => reject(new Error(`npm start ended with ${code}:\n${output}`)));
      });
    const run = { pid: child.pid ?? 0, output: () => output, exited, until };
    runs.push(run);
    return run;
  }

  async function ownWorld(): Promise<Record<string, string>> {
    const data = mkdtempSync(join(folder, "data-"));
    return {
      PORT: String(await freePort()),
      DATA_DIR: data,
      DATABASE_URL: `file:${join(data, "switchyard.db")}`,
    };
  }

  test.beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "switchyard-clone-"));
    cpSync(root, folder, { recursive: true, filter: (source) => !notInAClone.test(relative(root, source)) });
    // The packages are linked: that a bare clone installs them is what every run of this suite in CI begins with.
    execFileSync("cp", ["-al", join(root, "node_modules"), join(folder, "node_modules")]);
    mkdirSync(join(folder, "data"));
  });
  test.afterAll(async () => {
    for (const { pid, exited } of runs) {
      try {
        process.kill(-pid, "SIGKILL");
      } catch {
        // ended already
      }
      await exited;
    }
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  test("two at once in a bare copy: one builds, the other waits, both serve and stop with exit code 0", async () => {
    test.setTimeout(900_000);
    const both = [npmStart(await ownWorld()), npmStart(await ownWorld())] as const;
    await Promise.all(both.map(({ until }) => until(/^Ready on http:\/\/localhost:\d+$/m)));
    const outputs = both.map(({ output }) => output());
    expect(outputs.filter((output) => output.includes("✓ Building the site"))).toHaveLength(1);
    expect(outputs.filter((output) => output.includes("waiting for it"))).toHaveLength(1);
    for (const output of outputs) expect(output).toMatch(/^.*http:\/\/localhost:\d+\/setup\?token=\S+$/m);
    expect(statSync(join(folder, ".env")).mode & 0o777).toBe(0o600);

    const [first, second] = both;
    const below = both.flatMap(({ pid }) => descendants(pid));
    expect(below.filter(({ command }) => command.includes("sidecar-manager"))).toHaveLength(2);
    // A terminal's Ctrl-C reaches the whole group, and npm passes it on once more.
    process.kill(-first.pid, "SIGINT");
    // A service manager signals npm alone.
    process.kill(second.pid, "SIGTERM");
    expect(await first.exited, first.output()).toBe(0);
    expect(await second.exited, second.output()).toBe(0);
    await expect.poll(() => below.filter(({ pid }) => isAlive(pid))).toEqual([]);
  });

  test("the second start neither installs nor builds and keeps the secrets", async () => {
    const secrets = readFileSync(join(folder, ".env"), "utf8");
    const run = npmStart(await ownWorld());
    await run.until(/^Ready on /m);
    expect(run.output()).not.toMatch(/Installing|Building|Generating/);
    expect(readFileSync(join(folder, ".env"), "utf8")).toBe(secrets);
    process.kill(run.pid, "SIGTERM");
    expect(await run.exited).toBe(0);
  });

  test("a taken port is one sentence before anything else is done", async () => {
    const env = await ownWorld();
    const other = createServer().listen(Number(env["PORT"]), "127.0.0.1");
    await new Promise((resolve) => other.once("listening", resolve));
    try {
      const run = npmStart(env);
      expect(await run.exited).toBe(1);
      expect(run.output()).toContain(`Port ${env["PORT"]} on 127.0.0.1 is in use.`);
      expect(run.output()).not.toMatch(/\n\s+at /);
    } finally {
      other.close();
    }
  });

  test("a typo in the environment is one readable line", async () => {
    const run = npmStart({ ...(await ownWorld()), LLAMACPP_MEMORY_BUDGET: "lots" });
    expect(await run.exited).toBe(1);
    expect(run.output()).toMatch(/^The environment is not valid\. LLAMACPP_MEMORY_BUDGET: .*"lots".*$/m);
    expect(run.output()).not.toMatch(/\n\s+at /);
  });

  test("a build that fails leaves the former one, which serves again without a build", async () => {
    test.setTimeout(600_000);
    const config = join(folder, "next.config.ts");
    const whole = readFileSync(config, "utf8");
    writeFileSync(config, `import "./no-such-file";\n${whole}`);
    const failed = npmStart(await ownWorld());
    expect(await failed.exited).toBe(1);
    expect(failed.output()).toContain("The site could not be built; a former build was kept");
    expect(failed.output()).toContain("no-such-file");
    expect(existsSync(join(folder, "dist", ".former-site"))).toBe(false);

    writeFileSync(config, whole);
    const run = npmStart(await ownWorld());
    await run.until(/^Ready on /m);
    expect(run.output()).not.toContain("Building");
    const page = await fetch(`http://localhost:${/localhost:(\d+)/.exec(run.output())?.[1]}/sign-in`);
    expect(page.status).toBe(200);
    process.kill(run.pid, "SIGTERM");
    expect(await run.exited).toBe(0);
  });
});
