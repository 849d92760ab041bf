import { spawn } from "node:child_process";
import { root } from "./root.mjs";
import { Sentence } from "./sentence.mjs";

/** The caller's environment without NODE_ENV: "production" would leave out the tools that build and test. */
export function childEnv(extra = {}) {
  const { NODE_ENV: _, ...rest } = process.env;
  return { ...rest, NEXT_TELEMETRY_DISABLED: "1", CHECKPOINT_DISABLE: "1", ...extra };
}

/**
 * Runs a program to its end and keeps its output to itself, unless it fails.
 * @param {string} command
 * @param {string[]} args
 * @param {{ what: string, env?: Record<string, string | undefined>, shell?: boolean, tailLines?: number }} options `what` begins the sentence of a failure
 * @returns {Promise<string>} what it printed
 */
export function runQuietly(command, args, { what, env = childEnv(), shell = false, tailLines = 40 }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env, shell, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const keep = (chunk) => (output += chunk);
    child.stdout.setEncoding("utf8").on("data", keep);
    child.stderr.setEncoding("utf8").on("data", keep);
    // Who stops the command stops what it runs, too.
    const pass = (signal) => {
      child.kill(signal);
      process.exitCode = signal === "SIGINT" ? 130 : 143;
    };
    process.once("SIGINT", pass).once("SIGTERM", pass);
    const settle = () => process.off("SIGINT", pass).off("SIGTERM", pass);
    child.once("error", (error) => {
      settle();
      reject(new Sentence(`${what}: ${command} could not be run (${error.message}).`));
    });
    child.once("close", (code, signal) => {
      settle();
      if (code === 0) return resolve(output);
      if (process.exitCode) process.exit(process.exitCode);
      const tail = output.trimEnd().split("\n").slice(-tailLines).join("\n");
      reject(new Sentence(`${what} (${signal ?? `exit code ${code}`}). Its output:\n\n${tail}`));
    });
  });
}
