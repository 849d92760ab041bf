import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { LlamaLog } from "@/sidecar/runner/llama-log";
import { guardedSpawn } from "./guarded-spawn";
import type { Environment } from "./server-arguments";

const listening = /listening on http:\/\/127\.0\.0\.1:(\d+)/;
const lookAtMemoryMs = 100;
/** The context comes after the weights, and nothing tells how far that is. */
const mostOfLoad = 0.95;

export interface ServerProcess {
  /** Undefined when it could not be started. */
  readonly pid: number | undefined;
  /** Resolves with the port once the model is loaded; rejects with llama.cpp's reason when the process ended before. */
  readonly ready: Promise<number>;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
}

/**
 * Starts llama-server. Its log goes on to our standard error. `onProgress` hears which share of the file is in its
 * memory: the server itself does not tell.
 */
export function startServer(
  binary: string,
  given: { args: string[]; env: Environment },
  modelBytes: number,
  onProgress: (value: number) => void,
): ServerProcess {
  const child = guardedSpawn(binary, given.args, given.env);
  const log = new LlamaLog();
  let lastError = "";
  let lastLine = "";
  const timer = setInterval(() => {
    onProgress(Math.min(mostOfLoad, residentBytes(child.pid) / Math.max(1, modelBytes)));
  }, lookAtMemoryMs);

  const ended = new Promise<number | NodeJS.Signals>((resolve) => {
    child.once("error", (error) => {
      lastError = error.message;
      resolve(1);
    });
    // Not `exit`: the last lines of its log say why.
    child.once("close", (code, signal) => resolve(signal ?? code ?? 1));
  });
  const listens = new Promise<number>((resolve) => {
    readLines(child, (line) => {
      process.stderr.write(`${line}\n`);
      log.error(line);
      lastLine = line.trim() || lastLine;
      const [, error] = /(?: E |error: )(.+)$/.exec(line) ?? [];
      if (error !== undefined) lastError = error.trim();
      const port = listening.exec(line)?.[1];
      if (port !== undefined) resolve(Number(port));
    });
  });
  const failed = ended.then(async (how) => {
    throw new Error(((await log.takeLoadError()) ?? lastError) || lastLine || `it ended with ${how}`);
  });
  const ready = Promise.race([listens, failed]).finally(() => clearInterval(timer));
  // Whoever waits hears of it; afterwards `ended` says the same.
  ready.catch(() => {});
  return { pid: child.pid, ready, ended };
}

function readLines({ stdout, stderr }: ChildProcess, hear: (line: string) => void): void {
  for (const stream of [stdout, stderr] as (Readable | null)[])
    if (stream !== null) createInterface({ input: stream }).on("line", hear);
}

/** 0 where the system does not say: the load shows no progress then, only its end. */
function residentBytes(pid: number | undefined): number {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return Number(kilobytes ?? 0) * 1024;
  } catch {
    return 0;
  }
}
