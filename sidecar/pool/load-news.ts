import type { SidecarEvent } from "@/lib/contract/sidecar";
import { clockMs } from "./clock";
import { loadRemains } from "./eta";
import type { Resident } from "./residents";
import { knownModel, type Pool } from "./state";
import type { TicketDesk } from "./ticket-desk";
import type { OpenTicket } from "./tickets";

/** Tells those who wait for a load, and those who watch, how far it is. */
export class LoadNews {
  readonly #desk: TicketDesk;
  readonly #pool: () => Pool;
  readonly #publish: (event: SidecarEvent) => void;

  constructor(desk: TicketDesk, pool: () => Pool, publish: (event: SidecarEvent) => void) {
    this.#desk = desk;
    this.#pool = pool;
    this.#publish = publish;
  }

  /** The runner has said how far it is. */
  progress(resident: Resident): void {
    const { model, progress } = resident;
    if (knownModel(this.#pool(), model)?.status !== "loading") return;
    this.tellWaiters(resident);
    this.#publish({ type: "model_status", model, status: "loading", progress, ...this.#remains(resident) });
  }

  /** Watchers hear of a load's beginning from `announce`. */
  tellWaiters(resident: Resident): void {
    for (const waiting of this.#pool().waiting) {
      const ticket = waiting.model === resident.model ? this.#desk.get(waiting.id) : undefined;
      if (ticket) this.tell(ticket, resident);
    }
  }

  tell(ticket: OpenTicket, resident: Resident): void {
    ticket.hear({ type: "progress", progress: resident.progress, ...this.#remains(resident) });
  }

  #remains(resident: Resident): { etaMs: number; etaP90Ms: number } {
    const model = knownModel(this.#pool(), resident.model);
    return model ? loadRemains(model, clockMs()) : { etaMs: 0, etaP90Ms: 0 };
  }
}
