import { toRunnerError, type Engine } from "@/sidecar/runner/engine";
import { Outbox } from "@/sidecar/runner/outbox";
import { reportProgress } from "@/sidecar/runner/progress";
import {
  bootHintVariable,
  type FromRunner,
  type LoadOptions,
  type ToRunner,
} from "@/sidecar/runner/protocol";

/** Errors of a channel that just closed are no news: `disconnect` ends the process. */
const outbox = new Outbox((messages) => {
  if (process.connected) process.send?.(messages, undefined, {}, () => {});
});

/**
 * Connects an engine with the manager: IPC messages in and out, one abort controller for each ticket.
 * Its title names it in `ps`, as long as the command line has room: the manager pads that.
 * The process ends when the manager is gone, or says so; SIGINT and SIGTERM are the manager's business.
 */
export async function runShell(engine: Engine, titleSuffix = ""): Promise<void> {
  process.title = `sidecar-spare${titleSuffix}`;
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => {});
  // A native call may be running on the pool's thread: only SIGKILL is sure not to wait for it.
  process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
  const startedAt = performance.now();
  const booted = engine.boot(process.env[bootHintVariable]);
  const tickets = new Tickets();
  process.on("message", (message) => {
    void booted.then(() => handle(engine, tickets, message as ToRunner, titleSuffix));
  });
  const bootHint = await booted;
  outbox.now({ type: "spare-ready", bootMs: performance.now() - startedAt, ...(bootHint && { bootHint }) });
}

async function handle(
  engine: Engine,
  tickets: Tickets,
  message: ToRunner,
  titleSuffix: string,
): Promise<void> {
  switch (message.type) {
    case "load":
      process.title = `sidecar-runner ${message.options.model}${titleSuffix}`;
      return load(engine, message.options);
    case "generate":
      return tickets.run(message.ticket, async (signal) => {
        const { ticket, request } = message;
        const sink = {
          started: (promptMs: number) => outbox.now({ type: "started", ticket, promptMs }),
          delta: (text: string, tokens: number) => outbox.text(ticket, text, tokens),
        };
        return { type: "ended", ticket, ...(await engine.generate(request, sink, signal)) };
      });
    case "embed":
      return tickets.run(message.ticket, async (signal) => ({
        type: "embedded",
        ticket: message.ticket,
        ...(await engine.embed(message.input, signal)),
      }));
    case "count":
      return tickets.run(message.ticket, async (signal) => ({
        type: "counted",
        ticket: message.ticket,
        tokens: await engine.countTokens(message.messages, signal),
      }));
    case "cancel":
      return tickets.cancel(message.ticket);
    case "forget-session":
      return engine.forgetSession(message.sessionKey);
    case "threads":
      return engine.setThreads(message.max);
    case "exit":
      if (tickets.size > 0) process.kill(process.pid, "SIGKILL");
      return process.exit(0);
    default:
      return message satisfies never;
  }
}

async function load(engine: Engine, options: LoadOptions): Promise<void> {
  try {
    const info = await engine.load(
      options,
      reportProgress((stage, value) => outbox.now({ type: "load-progress", stage, value })),
      (pid) => outbox.now({ type: "engine-process", pid }),
    );
    outbox.now({ type: "loaded", info });
  } catch (error) {
    outbox.now({ type: "load-failed", error: toRunnerError(error) });
  }
}

/** The requests that run; each ends with exactly one message. */
class Tickets {
  readonly #running = new Map<string, AbortController>();

  get size(): number {
    return this.#running.size;
  }

  async run(ticket: string, work: (signal: AbortSignal) => Promise<FromRunner>): Promise<void> {
    const abort = new AbortController();
    this.#running.set(ticket, abort);
    let last: FromRunner;
    try {
      last = await work(abort.signal);
    } catch (error) {
      last = { type: "failed", ticket, error: toRunnerError(error) };
    }
    this.#running.delete(ticket);
    outbox.now(last);
  }

  cancel(ticket: string): void {
    this.#running.get(ticket)?.abort();
  }
}
