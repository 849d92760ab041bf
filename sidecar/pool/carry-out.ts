import type { Log } from "@/sidecar/supervisor/log";
import type { LoopOwner, PoolNews } from "./decision-loop";
import type { PoolCommand } from "./events";
import type { PoolFact } from "./facts";
import type { Fleet } from "./fleet";
import type { LoadNews } from "./load-news";
import type { Scanner } from "./scan";
import type { TicketDesk } from "./ticket-desk";
import { unusable } from "./unusable";

export interface Hands {
  desk: TicketDesk;
  fleet: Fleet;
  scanner: Scanner;
  news: LoadNews;
  tell(event: PoolNews): void;
  observe(fact: PoolFact): void;
  log: Log;
}

type BeginLoad = Extract<PoolCommand, { type: "begin-load" }>;

/** Does what `decide` says, to the letter. */
export function carryOut(hands: Hands, command: Parameters<LoopOwner["carryOut"]>[0]): void {
  const { desk, fleet, tell, observe, log } = hands;
  switch (command.type) {
    case "begin-load":
      return beginLoad(hands, command);
    case "begin-unload":
      desk.dropAnswersOf(command.model, command.loadId);
      observe({ type: "unload-begun", model: command.model, reason: command.reason });
      log("info", `Unloading ${command.model}.`, { reason: command.reason });
      return fleet.unload(command.loadId);
    case "hand-over":
      if (desk.handOver(command.ticket, fleet.get(command.loadId))) return;
      return tell({ type: "answer-ended", ticket: command.ticket });
    case "refuse":
      return desk.end(command.ticket, command.error);
    case "cancel-answer":
      fleet.get(command.loadId)?.cancelAnswer(command.ticket);
      return;
    case "break-lease":
      observe({ type: "answer-broken", model: command.model, code: command.error.code, wanted: true });
      return desk.end(command.ticket, command.error);
    case "publish-queue":
      for (const { ticket, position, etaMs, etaP90Ms = null } of command.queue) {
        if (position > 0) desk.get(ticket)?.hear({ type: "queued", position, etaMs, etaP90Ms });
      }
      return;
    default: {
      const never: never = command;
      return never;
    }
  }
}

function beginLoad({ scanner, fleet, news, tell }: Hands, { model, loadId, shape }: BeginLoad): void {
  const file = scanner.find(model);
  if (file && file.invalid === undefined) return news.tellWaiters(fleet.load(file, loadId, shape));
  // It was there when the ticket came.
  const error = unusable(model, file);
  tell({ type: "load-ended", model, loadId, ok: false, error, outOfMemory: false });
}
