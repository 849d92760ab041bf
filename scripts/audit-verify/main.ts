import { verifyAudit, type Anchor } from "@/lib/audit/verify";
import { headId } from "@/lib/audit/append";
import { db } from "@/lib/db/client";

/**
 * Walks the trail of DATABASE_URL, without changing anything.
 * @param args nothing, or `<seq>:<hash>` as an earlier run printed it
 * @returns what to print, and the exit code: 0 as it was written, 1 not, 2 wrongly called
 */
export async function main(args: string[]): Promise<{ text: string; exitCode: number }> {
  const [given, ...more] = args;
  const expected = given === undefined ? undefined : parseAnchor(given);
  if (more.length || expected === null)
    return { text: "Usage: npm run audit:verify [-- <seq>:<hash>]", exitCode: 2 };
  const { ok, checked, firstBadSeq } = await verifyAudit(expected);
  if (!ok)
    return {
      text: `The audit trail is NOT as it was written: row ${firstBadSeq} was edited, removed or moved (${checked} rows were checked).`,
      exitCode: 1,
    };
  const head = await db().auditHead.findUniqueOrThrow({ where: { id: headId } });
  return {
    text: `The audit trail is as it was written: ${checked} rows were checked.\nIt ends at ${head.seq}:${head.hash}; kept elsewhere and given to a later run, this shows that the whole of it was not written anew.`,
    exitCode: 0,
  };
}

function parseAnchor(text: string): Anchor | null {
  const match = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text);
  return match?.[1] && match[2] ? { seq: Number(match[1]), hash: match[2] } : null;
}
