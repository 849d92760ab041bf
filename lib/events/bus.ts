import { EventEmitter } from "node:events";
import type { SiteEvent } from "@/lib/contract/events";
import { singleton } from "@/lib/shared/singleton";

/** One event with its place in the process's history, for Last-Event-ID. */
export interface NumberedEvent {
  id: number;
  /** null: for everybody */
  userId: string | null;
  event: SiteEvent;
}

const kept = 1000;

/** In-process bus: the embedded default for one web process. */
class EventBus {
  #emitter = new EventEmitter().setMaxListeners(0);
  #recent: NumberedEvent[] = [];
  // Ids go on growing over restarts, so that an old Last-Event-ID is never taken for a new one.
  #nextId = Date.now() * 1000;

  publish(userId: string | null, event: SiteEvent): void {
    const numbered = { id: this.#nextId++, userId, event };
    // Progress is only of interest while it is fresh.
    if (event.name !== "model.status") this.#recent.push(numbered);
    if (this.#recent.length > kept) this.#recent.shift();
    this.#emitter.emit("event", numbered);
  }

  /** Calls `listener` for what this user may see. @returns the way to stop it */
  subscribe(userId: string, listener: (event: NumberedEvent) => void): () => void {
    const filtered = (event: NumberedEvent) => {
      if (event.userId === null || event.userId === userId) listener(event);
    };
    this.#emitter.on("event", filtered);
    return () => this.#emitter.off("event", filtered);
  }

  /** What this user missed since `lastId`; null when that is no longer known. */
  since(userId: string, lastId: number): NumberedEvent[] | null {
    const first = this.#recent[0];
    if (!first || lastId < first.id - 1) return null;
    return this.#recent.filter((e) => e.id > lastId && (e.userId === null || e.userId === userId));
  }
}

export function events(): EventBus {
  return singleton("events", () => new EventBus());
}
