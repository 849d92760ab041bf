import { fork, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { entryOptions } from "@/sidecar/supervisor/entry-options";
import type { Log } from "@/sidecar/supervisor/log";
import { bootHintVariable, type FromRunner, type ToRunner } from "@/sidecar/runner/protocol";

/** Room in the command line for the later title `sidecar-runner <file name of up to 255 bytes>`. */
const titleRoom = 300;

/** One runner: a process without a model at first, that is given at most one and ends by being killed. */
export interface RunnerProcess {
  readonly pid: number;
  /** With the process below it that has the model, where there is such a one. */
  readonly pids: readonly number[];
  /** It has said that it can be given a model. */
  readonly isReady: boolean;
  send(message: ToRunner): void;
  /**
   * SIGKILL: memory is back at the exit, and nothing in native code can hold it up. Where the model is in a process
   * below, that one is killed; the runner follows it, so that its exit still means that the memory is back.
   */
  kill(): void;
  /** Whoever owns it now; one owner at a time. Nothing is lost between owners: a spare has nothing to say. */
  own(owner: RunnerOwner): void;
}

export interface RunnerOwner {
  message(message: FromRunner): void;
  /** Called once, at the exit or when it could not be started. `cause` is a part of a sentence. */
  exit(cause: string): void;
}

/**
 * Starts runners, each with what the ones before it have found out about booting here; a runner that dies before it is
 * ready makes the next one find out anew. It never throws: what can not be started exits.
 */
export function runnerStarter(entry: string, log: Log): () => RunnerProcess {
  let bootHint: string | undefined;
  return () => startRunner(entry, log, bootHint, (hint) => (bootHint = hint));
}

function startRunner(
  entry: string,
  log: Log,
  bootHint: string | undefined,
  onBoot: (bootHint: string | undefined) => void,
): RunnerProcess {
  const { execArgv, env } = entryOptions(entry);
  const child = fork(entry, ["sidecar-spare", " ".repeat(titleRoom)], {
    execArgv,
    // Both are read before the first line of JavaScript. One thread in libuv's pool: decodes stay on one OS thread.
    env: {
      ...env,
      UV_THREADPOOL_SIZE: "1",
      GLIBC_TUNABLES: "glibc.malloc.hugetlb=1",
      ...(bootHint && { [bootHintVariable]: bootHint }),
    },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const pid = child.pid ?? 0;
  for (const stream of [child.stdout, child.stderr]) logLines(stream, pid, log);
  return watch(child, pid, onBoot);
}

function watch(
  child: ChildProcess,
  pid: number,
  onBoot: (bootHint: string | undefined) => void,
): RunnerProcess {
  let owner: RunnerOwner | null = null;
  let isReady = false;
  let enginePid: number | null = null;
  let exitCause: string | null = null;
  const exited = (cause: string): void => {
    if (exitCause !== null) return;
    exitCause = cause;
    if (!isReady) onBoot(undefined);
    owner?.exit(cause);
  };
  const hear = (message: FromRunner): void => {
    if (message.type === "spare-ready") {
      isReady = true;
      onBoot(message.bootHint);
    }
    if (message.type === "engine-process") enginePid = message.pid;
    owner?.message(message);
  };
  child.on("message", (messages: FromRunner[]) => messages.forEach(hear));
  child.on("exit", (code, signal) =>
    exited(signal ? `was ended by ${signal}` : `ended with code ${code ?? "unknown"}`),
  );
  // Also raised by `send` to a process that has just gone; its exit follows then.
  child.on("error", (error) => {
    if (child.pid === undefined) exited(`could not be started (${error.message})`);
  });
  return {
    pid,
    get pids() {
      return enginePid === null ? [pid] : [pid, enginePid];
    },
    get isReady() {
      return isReady;
    },
    send(message) {
      if (child.connected) child.send(message, () => {});
    },
    kill() {
      if (enginePid === null || !killed(enginePid)) child.kill("SIGKILL");
    },
    own(next) {
      owner = next;
      if (exitCause !== null) next.exit(exitCause);
    },
  };
}

/** False when it has gone already. */
function killed(pid: number): boolean {
  try {
    return process.kill(pid, "SIGKILL");
  } catch {
    return false;
  }
}

function logLines(stream: Readable | null, pid: number, log: Log): void {
  if (!stream) return;
  const lines = createInterface({ input: stream });
  lines.on("line", (line) => {
    if (line.trim() !== "") log("debug", line.slice(0, 2_000), { runner: pid });
  });
}
