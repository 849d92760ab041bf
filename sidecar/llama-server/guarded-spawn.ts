import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";

/**
 * Becomes the program ($0) and leaves a guard behind that waits at the pipe from us: our death by any signal closes it,
 * and the program is killed. A line on the pipe sends the guard home.
 */
const guard = `exec 3<&0
(read -r _ <&3 || kill -9 $$) >/dev/null 2>&1 &
exec "$0" "$@" </dev/null 3<&-`;
const shell = "/bin/sh";

/** Starts a program that does not outlive this process, not even when that is killed. Where there is no /bin/sh, without a guard. */
export function guardedSpawn(
  file: string,
  args: string[],
  env: Record<string, string | undefined>,
): ChildProcess {
  const guarded = existsSync(shell);
  const child = spawn(guarded ? shell : file, guarded ? ["-c", guard, file, ...args] : args, {
    env: env as NodeJS.ProcessEnv,
    stdio: ["pipe", "pipe", "pipe"],
  });
  // The program may be gone before the guard hears of it.
  child.stdin?.on("error", () => {});
  child.once("exit", () => child.stdin?.end("\n"));
  return child;
}
