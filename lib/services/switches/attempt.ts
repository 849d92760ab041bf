import { createHash, randomUUID } from "node:crypto";
import type { UserContext } from "@/lib/access/actor";
import { canonicalJson } from "@/lib/audit/append";
import type { OnMisfit, SwitchTarget } from "@/lib/contract/models";
import type { Selection } from "@/lib/contract/selection";
import type { Summary } from "@/lib/services/summaries/write-summary";
import { singleton } from "@/lib/shared/singleton";
import type { z } from "zod";

/** What a request asks for, before anything is looked up. */
export interface SwitchRequest {
  /** For the trail: `provider/model`, `tier:pro`, `undo:<id>`. */
  label: string;
  /** What the client sent, for the comparison of replayed idempotency keys. */
  body: unknown;
  /** Finds the model that is meant. @throws ProblemError */
  find: () => Promise<AskedModel>;
  conversationId?: string | undefined;
  ifVersion?: number | undefined;
  idempotencyKey?: string | undefined;
  onMisfit?: z.infer<typeof OnMisfit> | undefined;
  /** Answer as soon as a load has begun. */
  respondAsync: boolean;
}

export interface AskedModel {
  provider: string;
  model: string;
  profileId?: string | undefined;
  /** The scope and version that an undo stands on. */
  conversationId?: string | undefined;
  ifVersion?: number | undefined;
  undoes?: string | undefined;
}

/** One request to switch, from its arrival to its one row in the trail. */
export interface Attempt {
  /** Of the switch that it becomes. */
  id: string;
  ctx: UserContext;
  label: string;
  createdAt: Date;
  /** `performance.now()` at its arrival: the timings count from here. */
  begunMs: number;
  conversationId: string | null;
  /** The conversation is made at the commit. */
  createsConversation: boolean;
  ifVersion: number | undefined;
  idempotencyKey: string | null;
  bodyHash: string | null;
  undoes: string | null;
  /** null until it was found */
  to: SwitchTarget | null;
  from: Selection | null;
  /** Why the target's tier is allowed: `matrix`, `grant:<id>`, `admin`, or `none`; null until that was looked up. */
  rule: string | null;
  /** What the client wants where the conversation does not fit; null: to be asked. */
  onMisfit: z.infer<typeof OnMisfit> | null;
  /** Written for the target's smaller window; the commit puts it into the conversation. */
  summary: Summary | null;
  /** Set when it was found and allowed. */
  authorizedMs: number | null;
  /** Set when the model is ready. */
  readyMs: number | null;
}

export function beginAttempt(ctx: UserContext, request: SwitchRequest): Attempt {
  const { label, body, conversationId, ifVersion, idempotencyKey, onMisfit } = request;
  return {
    id: randomUUID(),
    ctx,
    label,
    createdAt: nextTime(),
    begunMs: performance.now(),
    conversationId: conversationId ?? null,
    createsConversation: false,
    ifVersion,
    idempotencyKey: idempotencyKey ?? null,
    bodyHash:
      idempotencyKey === undefined
        ? null
        : createHash("sha256").update(canonicalJson({ label, body })).digest("hex"),
    undoes: null,
    to: null,
    from: null,
    rule: null,
    onMisfit: onMisfit ?? null,
    summary: null,
    authorizedMs: null,
    readyMs: null,
  };
}

export const elapsedMs = (attempt: Attempt): number =>
  Math.round((performance.now() - attempt.begunMs) * 10) / 10;

/** Creation times never repeat, so that "the newest wins" has one answer. */
function nextTime(): Date {
  const clock = singleton("switch-clock", () => ({ lastMs: 0 }));
  clock.lastMs = Math.max(Date.now(), clock.lastMs + 1);
  return new Date(clock.lastMs);
}
