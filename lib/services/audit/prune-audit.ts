import type { Context } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { appendAudit } from "@/lib/audit/append";
import { transaction } from "@/lib/db/client";

const pageSize = 2000;

/**
 * Takes the rows before `cutoff` away, oldest first and without gaps, a page a transaction. What is left still verifies:
 * a checkpoint keeps the hash that its first row chains to, and a row of the chain itself says where it was cut.
 * @returns how many rows are gone
 * @throws forbidden
 */
export async function pruneAudit(ctx: Context, cutoff: Date): Promise<number> {
  assertCan(ctx.actor, "site-settings:change");
  let removed = 0;
  for (;;) {
    const page = await prunePage(ctx, cutoff);
    removed += page;
    if (page < pageSize) return removed;
  }
}

function prunePage(ctx: Context, cutoff: Date): Promise<number> {
  return transaction(async (tx) => {
    const oldest = await tx.auditEvent.findMany({
      orderBy: { seq: "asc" },
      take: pageSize,
      select: { seq: true, at: true, hash: true },
    });
    // By number, not by time: after a clock that went back, an older row may stand behind a newer one.
    const firstKept = oldest.findIndex(({ at }) => at >= cutoff);
    const gone = firstKept < 0 ? oldest : oldest.slice(0, firstKept);
    const last = gone.at(-1);
    if (!last) return 0;
    const { seq: throughSeq, hash } = last;
    await tx.auditEvent.deleteMany({ where: { seq: { lte: throughSeq } } });
    await tx.auditCheckpoint.create({ data: { throughSeq, hash, removed: gone.length } });
    await appendAudit(tx, ctx, {
      action: "audit.prune",
      outcome: "ok",
      to: { hash },
      details: { throughSeq, removed: gone.length },
    });
    return gone.length;
  });
}
