import { arrive } from "./decide-arrive";
import { cancel } from "./decide-cancel";
import { endAnswer } from "./decide-answer";
import { endLoad, loseRunner } from "./decide-load";
import { askUnload, endUnload } from "./decide-unload";
import { changeMemory } from "./decide-memory";
import { askShutdown } from "./decide-shutdown";
import { settle } from "./settle";
import type { Decision, PoolEvent, Step } from "./events";
import { modelOf, type Pool } from "./state";

/**
 * Decides what follows from one event: pure, synchronous, without clock or I/O. The numbers in the code
 * are those of the decision tree in README.md.
 */
export function decide(pool: Pool, event: PoolEvent): Decision {
  const step: Step = { pool: structuredClone(pool), atMs: event.atMs, commands: [] };
  note(step, event);
  settle(step);
  return { pool: step.pool, commands: step.commands };
}

/** Takes the event into the books; what can be done about it is for `settle`. */
function note(step: Step, event: PoolEvent): void {
  switch (event.type) {
    case "ticket-arrived":
      return arrive(step, event);
    case "ticket-cancelled":
      return cancel(step, event.ticket);
    case "load-ended":
      return endLoad(step, event);
    case "unload-ended":
      return endUnload(step, event);
    case "runner-gone":
      return loseRunner(step, event);
    case "answer-ended":
      return endAnswer(step, event.ticket);
    case "idle-elapsed":
      return;
    case "unload-asked":
      return askUnload(step, event);
    case "pin-asked":
      modelOf(step.pool, event.model).pinned = event.pinned;
      return;
    case "memory-changed":
      return changeMemory(step, event);
    case "shutdown-asked":
      return askShutdown(step, event.force);
    default: {
      const never: never = event;
      return never;
    }
  }
}
