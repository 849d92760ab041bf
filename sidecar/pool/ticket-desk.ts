import type { FromRunner } from "@/sidecar/runner/protocol";
import { clockMs } from "./clock";
import type { PoolFact } from "./facts";
import type { Resident } from "./residents";
import type { PoolError } from "./state";
import type { Hear, OpenTicket, TicketInput } from "./tickets";

/** The tickets that have not ended, and what they hear. It decides nothing. */
export class TicketDesk {
  readonly #open = new Map<string, OpenTicket>();

  constructor(readonly observe: (fact: PoolFact) => void) {}

  open(input: TicketInput, hear: Hear): OpenTicket {
    const ticket: OpenTicket = { input, hear, arrivedAtMs: clockMs(), loadId: null, cancelled: false };
    this.#open.set(input.id, ticket);
    return ticket;
  }

  get(id: string): OpenTicket | undefined {
    return this.#open.get(id);
  }

  /** The model is there: the work goes to its runner. False when there is nobody to hand it to. */
  handOver(id: string, resident: Resident | undefined): boolean {
    const ticket = this.#open.get(id);
    if (!ticket || !resident) return false;
    const { work, model } = ticket.input;
    const waitedMs = clockMs() - ticket.arrivedAtMs;
    const loadMs = Math.max(0, (resident.readyAtMs ?? 0) - Math.max(ticket.arrivedAtMs, resident.begunAtMs));
    const waits = { queueMs: Math.max(0, waitedMs - loadMs), loadMs };
    this.observe({ type: "handed-over", model, ...waits });
    if (work.kind === "load") this.#open.delete(id);
    else ticket.loadId = resident.loadId;
    ticket.hear({ type: "handed-over", ...waits });
    if (work.kind === "chat") resident.send({ type: "generate", ticket: id, request: work.request });
    if (work.kind === "embed") resident.send({ type: "embed", ticket: id, input: work.input });
    return true;
  }

  /** Passes a runner's word on; true when it was the last one of an answer. */
  answer(resident: Resident, message: Extract<FromRunner, { ticket: string }>): boolean {
    const ticket = this.#open.get(message.ticket);
    if (ticket?.loadId !== resident.loadId) return false;
    switch (message.type) {
      case "started":
        ticket.hear({ type: "started", promptMs: message.promptMs });
        return false;
      case "delta":
        ticket.hear({ type: "delta", text: message.text });
        return false;
      case "ended": {
        const { reason, usage, generateMs } = message;
        this.#open.delete(message.ticket);
        this.observe({ type: "answered", model: resident.model, tokens: usage.completionTokens, generateMs });
        ticket.hear({ type: "ended", reason, usage, generateMs });
        return true;
      }
      case "embedded":
        this.#open.delete(message.ticket);
        ticket.hear({ type: "embedded", vectors: message.vectors, tokens: message.tokens });
        return true;
      case "counted":
        return false;
      case "failed":
        this.end(message.ticket, message.error);
        return true;
      default: {
        const never: never = message;
        return never;
      }
    }
  }

  end(id: string, error: PoolError): void {
    const ticket = this.#open.get(id);
    this.#open.delete(id);
    ticket?.hear({ type: "failed", error });
  }

  /** Never anything to do, as `decide` is right: the metric that watches over it must not rely on that. */
  dropAnswersOf(model: string, loadId: number): void {
    for (const [id, ticket] of this.#open) {
      if (ticket.loadId !== loadId) continue;
      const error = { code: "internal", message: "The model was unloaded while it was answering." } as const;
      this.observe({ type: "answer-broken", model, code: error.code, wanted: false });
      this.end(id, error);
    }
  }
}
