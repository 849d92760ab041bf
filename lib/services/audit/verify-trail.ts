import type { Context } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { appendAudit } from "@/lib/audit/append";
import { verifyAudit, type Verification } from "@/lib/audit/verify";
import { transaction } from "@/lib/db/client";
import { log } from "@/lib/telemetry/log";

/** Walks the chain, and puts down that it was walked and what was found. @throws forbidden */
export async function verifyTrail(ctx: Context): Promise<Verification> {
  assertCan(ctx.actor, "audit:read");
  const result = await verifyAudit();
  const { ok, ...details } = result;
  if (!ok) log().error({ ...details, requestId: ctx.requestId }, "the audit trail is not as it was written");
  await transaction((tx) =>
    appendAudit(tx, ctx, { action: "audit.verify", outcome: ok ? "ok" : "broken", details }),
  );
  return result;
}
