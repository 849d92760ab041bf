import { beginUnload } from "./begin-unload";
import { refuse } from "./end-ticket";
import type { Step } from "./events";

/** 2 A client gives its ticket up. */
export function cancel(step: Step, id: string): void {
  const { pool } = step;
  const ticket = pool.waiting.find((waiting) => waiting.id === id);

  // 2.1 It was still waiting: its wait ends here, and a load that nobody else waits for is stopped.
  if (ticket) {
    refuse(step, id, { code: "cancelled", message: "The request was cancelled." });
    const model = pool.models[ticket.model];
    const wanted = pool.waiting.some((waiting) => waiting.model === ticket.model);
    if (model?.status === "loading" && !wanted) beginUnload(step, model, "cancelled");
    return;
  }

  // 2.2 It is being answered: the runner is asked to stop; the lease ends when it has.
  for (const model of Object.values(pool.models)) {
    if (!model.leases.some((lease) => lease.ticket === id)) continue;
    step.commands.push({ type: "cancel-answer", ticket: id, model: model.name, loadId: model.loadId });
  }

  // 2.3 It has ended already: nothing to do.
}
