import { beginUnload } from "./begin-unload";
import { becomeCold } from "./become-cold";
import type { Step } from "./events";
import { idleModels } from "./evict";
import { urgencyOf } from "./foreseen";
import { smallestShape } from "./misfit";
import type { PoolModel } from "./state";

/**
 * 3.3 A load ran out of memory: idle models go, whatever the ledger says of them, and it is tried once more in its
 * smallest shape when they have gone. False: nothing about a second try would be different, or this was it.
 */
export function tryOnceMore(step: Step, model: PoolModel): boolean {
  const { pool } = step;
  if (model.secondTry || urgencyOf(pool, model) !== "request") return false;
  const oldest = pool.waiting.find((ticket) => ticket.model === model.name);
  const idle = idleModels(step, oldest?.order ?? 0);
  const isSmallest = (model.shape?.bytes ?? 0) <= smallestShape(model).bytes;
  if (idle.length === 0 && isSmallest) return false;
  for (const victim of idle) beginUnload(step, victim, "evicted");
  becomeCold(model);
  model.secondTry = true;
  return true;
}
