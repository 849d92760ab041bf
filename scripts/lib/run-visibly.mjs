import { spawn } from "node:child_process";
import { root } from "./root.mjs";
import { childEnv } from "./run-quietly.mjs";

/**
 * Runs a Node program with its output on this terminal. A signal ends the program, and then this process.
 * @param {string[]} args
 * @param {Record<string, string | undefined>} [env]
 * @returns {Promise<number>} its exit code
 */
export function runVisibly(args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: childEnv(env),
      stdio: ["ignore", "inherit", "inherit"],
    });
    let stopped = null;
    const pass = (signal) => {
      stopped = signal;
      child.kill(signal);
    };
    process.on("SIGINT", pass).on("SIGTERM", pass);
    child.once("close", (code) => {
      process.off("SIGINT", pass).off("SIGTERM", pass);
      if (stopped) process.exit(stopped === "SIGINT" ? 130 : 143);
      resolve(code ?? 1);
    });
  });
}
