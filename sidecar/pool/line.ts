import type { DecisionLoop } from "./decision-loop";
import type { Fleet } from "./fleet";
import type { LoadTimes } from "./load-times";
import type { ShapesOf } from "./load-shapes";
import { memAvailableBytes } from "./memory";
import type { LoadNews } from "./load-news";
import type { ModelFile, Scanner } from "./scan";
import { knownModel, type LoadShape, type PoolError } from "./state";
import type { TicketDesk } from "./ticket-desk";
import type { Hear, TicketInput } from "./tickets";
import { cannotChat, unusable } from "./unusable";

export interface LineParts {
  desk: TicketDesk;
  scanner: Scanner;
  loop: DecisionLoop;
  fleet: Fleet;
  news: LoadNews;
  loadTimes: LoadTimes;
  shapesOf: ShapesOf;
}

/** Where tickets come in and are given up. */
export class Line {
  readonly #parts: LineParts;

  constructor(parts: LineParts) {
    this.#parts = parts;
  }

  /** Stands in line; returns what cancels it. `hear` may be called before this returns. */
  submit(input: TicketInput, hear: Hear): () => void {
    const { desk, scanner, loop, fleet, news } = this.#parts;
    const { id, model, work, fairnessKey, urgency = "request" } = input;
    const file = scanner.find(model);
    const shapes = this.#shapes(model, file);
    const refusal = refusalOf(input, file, shapes);
    if (refusal) {
      hear({ type: "failed", error: refusal });
      return () => {};
    }
    const ticket = desk.open(input, hear);
    const status = knownModel(loop.pool(), model)?.status;
    if (status !== "ready") loop.tell({ type: "memory-changed", memAvailableBytes: memAvailableBytes() });
    loop.tell({
      type: "ticket-arrived",
      ticket: { id, kind: work.kind, model, fairnessKey, urgency },
      shapes,
      ...this.#times(model, file),
    });
    const resident = fleet.get(knownModel(loop.pool(), model)?.loadId ?? 0);
    if (desk.get(id) === ticket && resident?.readyAtMs === null) news.tell(ticket, resident);
    // The id may be another ticket's by the time that somebody calls this.
    return () => {
      if (desk.get(id) === ticket) this.cancel(id);
    };
  }

  /** False when the ticket has ended already. */
  cancel(id: string): boolean {
    const { desk, loop } = this.#parts;
    const ticket = desk.get(id);
    if (!ticket || ticket.cancelled) return false;
    ticket.cancelled = true;
    loop.tell({ type: "ticket-cancelled", ticket: id });
    return true;
  }

  /** What is loaded goes on serving though its file has been removed or damaged meanwhile. */
  #shapes(model: string, file: ModelFile | null): LoadShape[] {
    if (file && file.invalid === undefined) return this.#parts.shapesOf(file);
    const known = knownModel(this.#parts.loop.pool(), model);
    return known?.reservedBytes ? known.shapes : [];
  }

  #times(model: string, file: ModelFile | null) {
    const { loadTimes, loop } = this.#parts;
    const known = knownModel(loop.pool(), model);
    // While it is loaded its file is in use, and the estimates are those of its own load.
    if (!file || known?.reservedBytes) {
      const { loadEtaMs = 0, loadEtaP90Ms = 0, reloadMs = 0 } = known ?? {};
      return { loadEtaMs, loadEtaP90Ms, reloadMs: file ? loadTimes.reloadMs(file) : reloadMs };
    }
    const { etaMs, etaP90Ms } = loadTimes.expected(file);
    return { loadEtaMs: etaMs, loadEtaP90Ms: etaP90Ms, reloadMs: loadTimes.reloadMs(file) };
  }
}

function refusalOf(
  { model, work }: TicketInput,
  file: ModelFile | null,
  shapes: LoadShape[],
): PoolError | null {
  if (shapes.length === 0) return unusable(model, file);
  return work.kind === "chat" ? cannotChat(file) : null;
}
