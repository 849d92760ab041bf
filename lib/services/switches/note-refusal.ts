import type { UserContext } from "@/lib/access/actor";
import { appendAudit } from "@/lib/audit/append";
import { transaction } from "@/lib/db/client";
import { policies } from "@/lib/limits/policies";
import type { Taken } from "@/lib/limits/take";
import { singleton } from "@/lib/shared/singleton";
import { log } from "@/lib/telemetry/log";

interface Window {
  ctx: UserContext;
  label: string;
  taken: Taken;
  /** Refusals after the first. */
  more: number;
  timer: NodeJS.Timeout;
}

const windows = () => singleton("switch-refusals", () => new Map<string, Window>());

/** Refusals by the limit, so that they can not flood the trail: the first per user and window is a row, the rest one row with their count when the window ends. */
export async function noteRefusal(ctx: UserContext, label: string, taken: Taken): Promise<void> {
  const open = windows().get(ctx.actor.id);
  if (open) {
    open.more++;
    return;
  }
  const timer = setTimeout(() => void closeWindow(ctx.actor.id), taken.resetMs);
  timer.unref();
  windows().set(ctx.actor.id, { ctx, label, taken, more: 0, timer });
  await audit(ctx, label, taken, 1);
}

/** Writes what the open windows still hold, before the process ends. */
export async function flushRefusals(): Promise<void> {
  await Promise.all([...windows().keys()].map(closeWindow));
}

async function closeWindow(userId: string): Promise<void> {
  const window = windows().get(userId);
  if (!window) return;
  windows().delete(userId);
  clearTimeout(window.timer);
  if (!window.more) return;
  try {
    await audit(window.ctx, window.label, window.taken, window.more);
  } catch (error) {
    log().error({ err: error, count: window.more }, "refused switches could not be written to the trail");
  }
}

function audit(ctx: UserContext, label: string, taken: Taken, count: number): Promise<void> {
  const { name } = policies[taken.policy];
  return transaction((tx) =>
    appendAudit(tx, ctx, {
      action: "model.switch",
      outcome: "rate_limited",
      target: label,
      reason: "rate_limited",
      details: { count, limit: { policy: name, quota: taken.quota } },
    }),
  );
}
