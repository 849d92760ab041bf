import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import type {
  FinishReason,
  FromRunner,
  GenerateRequest,
  LoadedInfo,
  LoadOptions,
  RunnerError,
  ToRunner,
  Usage,
} from "@/sidecar/runner/protocol";

type Of<Type extends FromRunner["type"]> = Extract<FromRunner, { type: Type }>;

export interface Answer {
  text: string;
  deltas: string[];
  reason: FinishReason;
  usage: Usage;
  promptMs: number;
}

/** A forked runner, spoken to as the manager does. */
export class RunnerProcess {
  readonly child: ChildProcess;
  readonly messages: FromRunner[] = [];
  readonly #listeners = new Set<(message: FromRunner) => void>();
  #tickets = 0;

  constructor(entry = "sidecar/runner/main.ts", env: Record<string, string> = {}) {
    this.child = fork(resolve(entry), ["sidecar-spare", "-".repeat(64)], {
      execArgv: entry.endsWith(".ts") ? ["--import", "tsx"] : [],
      env: { ...process.env, UV_THREADPOOL_SIZE: "1", GLIBC_TUNABLES: "glibc.malloc.hugetlb=1", ...env },
      stdio: ["ignore", "inherit", "ignore", "ipc"],
    });
    this.child.setMaxListeners(0);
    this.child.on("message", (message) => {
      for (const each of message as FromRunner[]) {
        this.messages.push(each);
        for (const listener of this.#listeners) listener(each);
      }
    });
  }

  send(message: ToRunner): void {
    this.child.send(message);
  }

  /** The first message, past or future, that fits. Rejects when the process ends before. */
  next<Type extends FromRunner["type"]>(
    type: Type,
    fits: (message: Of<Type>) => boolean = () => true,
  ): Promise<Of<Type>> {
    const is = (message: FromRunner): message is Of<Type> =>
      message.type === type && fits(message as Of<Type>);
    return new Promise((done, fail) => {
      const past = this.messages.find(is);
      if (past !== undefined) return done(past);
      if (this.child.exitCode !== null || this.child.signalCode !== null)
        return fail(new Error(`the runner has ended already: no "${type}"`));
      const leave = (): void => {
        this.#listeners.delete(listener);
        this.child.off("exit", gone);
      };
      const listener = (message: FromRunner): void => {
        if (!is(message)) return;
        leave();
        done(message);
      };
      const gone = (code: number | null, signal: string | null): void => {
        leave();
        fail(new Error(`the runner ended (${code ?? signal}) before "${type}"`));
      };
      this.#listeners.add(listener);
      this.child.on("exit", gone);
    });
  }

  async load(path: string, options: Partial<LoadOptions> = {}): Promise<LoadedInfo> {
    await this.next("spare-ready");
    this.send({
      type: "load",
      options: { path, model: basename(path), contextSize: 1024, sequences: 4, threads: 1, ...options },
    });
    const failed = this.next("load-failed").then(({ error }) =>
      Promise.reject(Object.assign(new Error(error.message), { error })),
    );
    return Promise.race([this.next("loaded").then(({ info }) => info), failed]);
  }

  async loadFailure(path: string): Promise<RunnerError> {
    await this.next("spare-ready");
    this.send({
      type: "load",
      options: { path, model: basename(path), contextSize: 1024, sequences: 1, threads: 1 },
    });
    return (await this.next("load-failed")).error;
  }

  /** Sends a request and returns its ticket. */
  start(request: Partial<GenerateRequest> & { prompt?: string }): string {
    const ticket = `t${++this.#tickets}`;
    const { prompt = "Hello", ...rest } = request;
    const messages: GenerateRequest["messages"] = [
      { role: "system", content: "You are a helpful assistant." },
      { role: "user", content: prompt },
    ];
    this.send({
      type: "generate",
      ticket,
      request: { messages, sampling: { temperature: 0 }, maxTokens: 32, stop: [], ...rest },
    });
    return ticket;
  }

  /** The answer has begun. */
  async firstDelta(ticket: string): Promise<void> {
    await this.next("delta", (message) => message.ticket === ticket);
  }

  async answer(ticket: string): Promise<Answer> {
    const mine = (message: { ticket: string }): boolean => message.ticket === ticket;
    const failed = this.next("failed", mine).then(({ error }) =>
      Promise.reject(Object.assign(new Error(error.message), { error })),
    );
    const { reason, usage } = await Promise.race([this.next("ended", mine), failed]);
    const deltas = this.messages
      .filter((message) => message.type === "delta")
      .filter(mine)
      .map(({ text }) => text);
    const started = this.messages.filter((message) => message.type === "started").find(mine);
    return { text: deltas.join(""), deltas, reason, usage, promptMs: started?.promptMs ?? 0 };
  }

  ask(request: Partial<GenerateRequest> & { prompt?: string }): Promise<Answer> {
    return this.answer(this.start(request));
  }

  async embed(input: string[]): Promise<Of<"embedded">> {
    const ticket = `t${++this.#tickets}`;
    this.send({ type: "embed", ticket, input });
    const failed = this.next("failed", (message) => message.ticket === ticket).then(({ error }) =>
      Promise.reject(Object.assign(new Error(error.message), { error })),
    );
    return Promise.race([this.next("embedded", (message) => message.ticket === ticket), failed]);
  }

  /** Proportional set size: what the process really costs, shared pages counted in part. */
  pssBytes(): number {
    const rollup = readFileSync(`/proc/${this.child.pid}/smaps_rollup`, "utf8");
    return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1]) * 1024;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, "exit");
    this.child.kill("SIGKILL");
    await ended;
  }
}
