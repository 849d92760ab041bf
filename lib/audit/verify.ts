import { auditHash, genesisHash, headId } from "@/lib/audit/append";
import { db, type Prisma, type Transaction } from "@/lib/db/client";

export interface Verification {
  ok: boolean;
  /** Rows that were looked at. */
  checked: number;
  /** The first row that is not as it was written; of a missing row the number that it had. */
  firstBadSeq?: number;
}

/** Where the trail stands: kept elsewhere, it shows later that not even the whole chain was written anew. */
export interface Anchor {
  seq: number;
  hash: string;
}

type Row = Prisma.AuditEventModel;
type Place = Anchor;

const pageSize = 500;
const mostRestarts = 5;

/**
 * Walks the whole chain in pages: finds rows that were edited, taken out (at the end too: the head knows the last one),
 * put in or reordered. The site may go on writing, and retention cutting, meanwhile.
 * @param expected a row as it stood at some time before; the chain must still hold it
 */
export async function verifyAudit(expected?: Anchor): Promise<Verification> {
  let restarts = 0;
  for (;;) {
    const from = await newestCheckpoint(db());
    const result = await walk(from, expected);
    if (result.ok) return result;
    // Retention may have taken rows away under the walk: then it begins again, behind them.
    const now = await newestCheckpoint(db());
    if (now.seq === from.seq || ++restarts > mostRestarts) return result;
  }
}

async function walk(from: Place, expected: Anchor | undefined): Promise<Verification> {
  let place = from;
  let checked = 0;
  let attested = from.seq === 0;
  const bad = (firstBadSeq: number): Verification => ({ ok: false, checked, firstBadSeq });
  const look = (rows: Row[]): number | null => {
    for (const row of rows) {
      checked++;
      if (row.seq !== place.seq + 1) return Math.min(row.seq, place.seq + 1);
      if (row.prevHash !== place.hash || auditHash(row) !== row.hash) return row.seq;
      if (expected?.seq === row.seq && expected.hash !== row.hash) return row.seq;
      attested ||= attests(row, from);
      place = { seq: row.seq, hash: row.hash };
    }
    return null;
  };
  for (;;) {
    const rows = await rowsAfter(db(), place.seq, pageSize);
    const broken = look(rows);
    if (broken !== null) return bad(broken);
    if (rows.length < pageSize) break;
  }
  // The rest and the head from one moment, so that a row which is being written now is no contradiction.
  const [rest, head] = await db().$transaction(async (tx) => [
    await rowsAfter(tx, place.seq),
    await tx.auditHead.findUnique({ where: { id: headId } }),
  ]);
  const broken = look(rest);
  if (broken !== null) return bad(broken);
  if (head?.seq !== place.seq || head.hash !== place.hash) return bad(place.seq + 1);
  // The checkpoint of a retention that the chain knows nothing of hides rows that somebody took.
  if (!attested) return bad(from.seq + 1);
  if (expected && (expected.seq > place.seq || (expected.seq === from.seq && expected.hash !== from.hash)))
    return bad(Math.min(expected.seq, place.seq + 1));
  return { ok: true, checked };
}

function rowsAfter(tx: Transaction, seq: number, take?: number): Promise<Row[]> {
  // Numbers from 1 on: one below would be read by nobody.
  const where = seq === 0 ? {} : { seq: { gt: seq } };
  return tx.auditEvent.findMany({ where, orderBy: { seq: "asc" }, ...(take && { take }) });
}

async function newestCheckpoint(tx: Transaction): Promise<Place> {
  const row = await tx.auditCheckpoint.findFirst({ orderBy: { throughSeq: "desc" } });
  return row ? { seq: row.throughSeq, hash: row.hash } : { seq: 0, hash: genesisHash };
}

/** Is this the row in which retention said where it cut? */
function attests(row: Row, from: Place): boolean {
  if (row.action !== "audit.prune") return false;
  const details = row.details as { throughSeq?: unknown } | null;
  const to = row.to as { hash?: unknown } | null;
  return details?.throughSeq === from.seq && to?.hash === from.hash;
}
