import { spawn, type ChildProcess } from "node:child_process";
import path from "node:path";

/** Starts one of the programs of this folder. */
export function startProcess(name: string, args: string[]): ChildProcess {
  return spawn(process.execPath, ["--import", "tsx", path.join(import.meta.dirname, `${name}.ts`), ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Runs it to its end. @returns what it printed @throws with its error output when it fails */
export async function runProcess(name: string, args: string[]): Promise<string> {
  const child = startProcess(name, args);
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout?.on("data", (chunk) => out.push(chunk));
  child.stderr?.on("data", (chunk) => err.push(chunk));
  const code = await ended(child);
  if (code !== 0) throw new Error(`${name} ended with ${code}: ${Buffer.concat(err).toString()}`);
  return Buffer.concat(out).toString();
}

export function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once("close", resolve));
}

/** `npm run audit:verify` on the database of this test. */
export async function runAuditVerify(...args: string[]) {
  const child = spawn(process.execPath, ["scripts/audit-verify.mjs", ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
  const code = await ended(child);
  return { code, out, err };
}
