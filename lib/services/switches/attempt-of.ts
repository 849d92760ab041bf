import type { UserContext } from "@/lib/access/actor";
import { SwitchTarget } from "@/lib/contract/models";
import { Selection } from "@/lib/contract/selection";
import type { Switch } from "@/lib/db/generated/client";
import type { Attempt } from "@/lib/services/switches/attempt";
import { runningSwitches } from "@/lib/services/switches/running-switches";

/** The attempt behind a stored switch: the running one, else what its row still tells. `ctx` is of the same user. */
export function attemptOf(row: Switch, ctx: UserContext): Attempt {
  const running = runningSwitches().get(row.id);
  if (running) return running.attempt;
  const to = SwitchTarget.parse(row.to);
  return {
    id: row.id,
    ctx: { actor: ctx.actor, ip: ctx.ip, requestId: row.requestId },
    label: `${to.provider}/${to.model}`,
    createdAt: row.createdAt,
    begunMs: performance.now() - (Date.now() - row.createdAt.getTime()),
    conversationId: row.conversationId,
    createsConversation: false,
    ifVersion: undefined,
    idempotencyKey: row.idempotencyKey,
    bodyHash: row.bodyHash,
    undoes: row.undoes,
    to,
    from: row.from === null ? null : Selection.parse(row.from),
    rule: null,
    onMisfit: null,
    summary: null,
    authorizedMs: null,
    readyMs: row.readyMs,
  };
}
