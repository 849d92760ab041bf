import type { Context } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import type { AuditItem, AuditQuery } from "@/lib/contract/audit";
import { db } from "@/lib/db/client";
import { problem } from "@/lib/errors";
import { auditWhere, toAuditItem } from "@/lib/services/audit/audit-item";

/** The trail, newest first. @throws forbidden, invalid_request (cursor) */
export async function findAudit(
  ctx: Context,
  { cursor, limit = 50, ...filter }: AuditQuery,
): Promise<{ items: AuditItem[]; nextCursor: string | null }> {
  assertCan(ctx.actor, "audit:read");
  const before = cursor === undefined ? undefined : readCursor(cursor);
  const rows = await db().auditEvent.findMany({
    where: { ...(await auditWhere(filter)), ...(before !== undefined && { seq: { lt: before } }) },
    orderBy: { seq: "desc" },
    take: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: await withNames(page.map(toAuditItem)),
    nextCursor: rows.length > limit && last ? writeCursor(last.seq) : null,
  };
}

/** Ids say little to a person. */
async function withNames(items: AuditItem[]): Promise<AuditItem[]> {
  const ids = [
    ...new Set(items.flatMap(({ actor }) => (actor.kind === "user" && actor.id ? [actor.id] : []))),
  ];
  const users = await db().user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  const names = new Map(users.map(({ id, name }) => [id, name]));
  return items.map((item) => {
    const name = names.get(item.actor.id ?? "");
    return name === undefined ? item : { ...item, actor: { ...item.actor, name } };
  });
}

const writeCursor = (seq: number) => Buffer.from(`seq ${seq}`).toString("base64url");

function readCursor(cursor: string): number {
  const match = /^seq (\d{1,15})$/.exec(Buffer.from(cursor, "base64url").toString());
  if (match) return Number(match[1]);
  throw problem("invalid_request", "The cursor is not one that this list gave out.", {
    issues: [{ path: "cursor", message: "not a cursor of this list" }],
  });
}
