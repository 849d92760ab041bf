import { fork } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { nodeComplaint } from "@/scripts/lib/check-node.mjs";
import { addressOf, checkPort, diskComplaint, portComplaint } from "@/scripts/lib/checks.mjs";
import { loadEnvFile, writeMissingSecrets } from "@/scripts/lib/env-file.mjs";
import { isComplete, npmCommand } from "@/scripts/lib/install.mjs";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "switchyard-start-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("before anything is done", () => {
  it("an old Node is named in one sentence, a new enough one passes", () => {
    expect(nodeComplaint("20.18.3")).toMatch(/needs Node 20\.19 or newer; this is 20\.18\.3/);
    expect(nodeComplaint("18.20.0")).not.toBeNull();
    expect(nodeComplaint("20.19.0")).toBeNull();
    expect(nodeComplaint("24.1.0")).toBeNull();
  });

  it("a full disk is said with what is needed and what is free", () => {
    expect(diskComplaint(1.25e9, 3e9, "/srv/site")).toBe(
      "Not enough disk space in /srv/site: 3.0 GB needed, 1.3 GB free. Make room and run the command again.",
    );
    expect(diskComplaint(3e9, 3e9, "/srv/site")).toBeNull();
  });

  it("a taken port is said with the way to another one", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as AddressInfo;
    try {
      await expect(checkPort({ host: "127.0.0.1", port })).rejects.toThrow(
        new RegExp(`Port ${port} on 127\\.0\\.0\\.1 is in use.*PORT=${port + 1} npm start`),
      );
    } finally {
      server.close();
    }
    await new Promise((resolve) => server.once("close", resolve));
    await expect(checkPort({ host: "127.0.0.1", port })).resolves.toBeUndefined();
  });

  it("other reasons not to listen have a sentence of their own", () => {
    expect(portComplaint("EACCES", { host: "0.0.0.0", port: 80 })).toMatch(/above 1023/);
    expect(portComplaint("EADDRNOTAVAIL", { host: "10.9.9.9", port: 3000 })).toMatch(/HOST=10\.9\.9\.9/);
  });

  it("a port that is no number is refused as the site itself would", () => {
    expect(() => addressOf({ PORT: "abc" })).toThrow('PORT: must be a port number (it is "abc")');
    expect(() => addressOf({ PORT: "70000" })).toThrow("PORT");
    expect(addressOf({ PORT: "", HOST: undefined })).toEqual({ host: "127.0.0.1", port: 3000 });
  });
});

describe(".env", () => {
  const path = () => join(folder, ".env");

  it("is created with a fresh secret that only its owner can read", () => {
    expect(writeMissingSecrets(path(), {})).toEqual(["NEXTAUTH_SECRET"]);
    expect(statSync(path()).mode & 0o777).toBe(0o600);
    expect(readFileSync(path(), "utf8")).toMatch(/^NEXTAUTH_SECRET=[\w-]{43}$/m);
    const other = join(folder, "other.env");
    writeMissingSecrets(other, {});
    expect(readFileSync(other, "utf8")).not.toBe(readFileSync(path(), "utf8"));
  });

  it("is never overwritten: what is missing is appended, the rest stays byte for byte", () => {
    writeFileSync(path(), "PORT=4000 # mine\nNEXTAUTH_SECRET=\nOPENAI_API_KEY=sk");
    expect(writeMissingSecrets(path(), {})).toEqual(["NEXTAUTH_SECRET"]);
    const text = readFileSync(path(), "utf8");
    expect(text.startsWith("PORT=4000 # mine\nNEXTAUTH_SECRET=\nOPENAI_API_KEY=sk\nNEXTAUTH_SECRET=")).toBe(
      true,
    );
    expect(writeMissingSecrets(path(), {})).toEqual([]);
    expect(readFileSync(path(), "utf8")).toBe(text);
  });

  it("is left alone where the environment brings the secret", () => {
    expect(writeMissingSecrets(path(), { NEXTAUTH_SECRET: "from outside, long enough" })).toEqual([]);
    expect(existsSync(path())).toBe(false);
  });

  it("yields to the process environment, where empty counts as unset", () => {
    writeFileSync(path(), "PORT=4000\nHOST=0.0.0.0\nLOG_LEVEL=debug\n");
    const env: Record<string, string | undefined> = { PORT: "5000", HOST: "" };
    loadEnvFile(path(), env);
    expect(env).toEqual({ PORT: "5000", HOST: "0.0.0.0", LOG_LEVEL: "debug" });
  });
});

describe("packages", () => {
  it("are installed by the npm that runs the command, else by the one on the PATH", () => {
    const cli = join(folder, "npm-cli.js");
    writeFileSync(cli, "");
    expect(npmCommand(cli)).toEqual({ command: process.execPath, args: [cli], shell: false });
    expect(npmCommand(join(folder, "yarn.js")).command).toBe("npm");
    expect(npmCommand(undefined).command).toBe("npm");
  });

  it("count as installed only when npm's own record has every one that is not optional", () => {
    const lock = {
      packages: {
        "": {},
        "node_modules/a": { version: "1.0.0" },
        "node_modules/b": { version: "2.0.0", optional: true },
      },
    };
    expect(isComplete(lock, { packages: { "node_modules/a": { version: "1.0.0" } } })).toBe(true);
    expect(isComplete(lock, { packages: { "node_modules/a": { version: "1.0.1" } } })).toBe(false);
    expect(isComplete(lock, { packages: {} })).toBe(false);
  });
});

describe("two starts at once", () => {
  /** Takes the lock in a process of its own and says so; leaves when told. */
  const holder = (script: string) =>
    fork(join(folder, "holder.mjs"), [], {
      stdio: ["ignore", "ignore", "inherit", "ipc"],
      env: { ...process.env, SCRIPT: script },
    });
  const program = (lock: string) => `
    import { withLock } from ${JSON.stringify(new URL("../../scripts/lib/lock.mjs", import.meta.url).href)};
    await withLock(async () => {
      process.send("in");
      await new Promise((resolve) => process.once("message", resolve));
      process.send("out");
    }, ${JSON.stringify(lock)});
    process.disconnect();
  `;
  const said = (child: ReturnType<typeof fork>) =>
    new Promise<unknown>((resolve) => child.once("message", resolve));

  it("prepare one after the other", async () => {
    writeFileSync(join(folder, "holder.mjs"), program(join(folder, "lock")));
    const order: string[] = [];
    const [first, second] = [holder("1"), holder("2")];
    const children = [first, second];
    const enter = (index: number) =>
      said(children[index] ?? first).then(() => (order.push(`${index} in`), index));
    const exits = children.map((child) => new Promise((resolve) => child.once("exit", resolve)));
    const entering = [enter(0), enter(1)];
    const winner = await Promise.race(entering);
    const loser = 1 - winner;
    const left = said(children[winner] ?? first).then(() => order.push(`${winner} out`));
    children[winner]?.send("go");
    await left;
    await entering[loser];
    children[loser]?.send("go");
    await Promise.all(exits);
    expect(order).toEqual([`${winner} in`, `${winner} out`, `${loser} in`]);
  });

  it("a lock whose holder was killed is taken over", async () => {
    writeFileSync(join(folder, "holder.mjs"), program(join(folder, "lock")));
    const dead = holder("1");
    await said(dead);
    dead.kill("SIGKILL");
    await new Promise((resolve) => dead.once("exit", resolve));
    expect(existsSync(join(folder, "lock"))).toBe(true);
    const next = holder("2");
    await said(next);
    next.send("go");
    await new Promise((resolve) => next.once("exit", resolve));
    expect(existsSync(join(folder, "lock"))).toBe(false);
  });
});
