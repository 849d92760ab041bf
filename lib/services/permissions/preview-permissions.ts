import type { Context } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import type { AffectedPerson, Matrix, PermissionsEffect } from "@/lib/contract/entitlements";
import { db, type Prisma } from "@/lib/db/client";
import { matrixChanges, type Cell } from "@/lib/services/permissions/matrix-changes";
import { readPermissions } from "@/lib/services/permissions/read-permissions";

/** Of one cell. */
const mostNames = 50;

/** Who would gain and lose what if this matrix were saved? Nothing is changed. @throws forbidden, invalid_request */
export async function previewPermissions(
  ctx: Context,
  { matrix, withPeople = false }: { matrix: Matrix; withPeople?: boolean | undefined },
): Promise<PermissionsEffect> {
  assertCan(ctx.actor, "permission:read");
  const { added, removed } = matrixChanges((await readPermissions(db())).matrix, matrix);
  const now = new Date();
  const [gains, loses, active, running] = await Promise.all([
    countBy(added, (cell) => db().user.count({ where: people(cell, now) })),
    countBy(removed, (cell) => db().user.count({ where: people(cell, now) })),
    countBy(removed, (cell) =>
      db().userSettings.count({ where: { activeTier: cell.tier, user: people(cell, now) } }),
    ),
    countBy(removed, (cell) => countRunning(cell, now)),
  ]);
  const runningAnswers = Object.values(running).reduce((sum, count) => sum + count, 0);
  if (!withPeople) return { gains, loses, active, runningAnswers };
  const named = await Promise.all([
    ...added.map((cell) => namePeople(cell, "gains", now)),
    ...removed.map((cell) => namePeople(cell, "loses", now)),
  ]);
  return { gains, loses, active, runningAnswers, people: named.flat() };
}

async function namePeople(
  cell: Cell,
  change: AffectedPerson["change"],
  now: Date,
): Promise<AffectedPerson[]> {
  const users = await db().user.findMany({
    where: people(cell, now),
    select: { id: true, name: true, email: true, accountTier: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: mostNames,
  });
  return users.map((user) => ({ ...user, tier: cell.tier, change }));
}

/** Accounts for which the cell decides: no admins, who may use every tier, and nobody with a grant of their own. */
function people({ accountTier, tier }: Cell, now: Date): Prisma.UserWhereInput {
  const inForce = { OR: [{ until: null }, { until: { gt: now } }] };
  return {
    accountTier,
    role: { not: "admin" },
    disabledAt: null,
    grants: { none: { tierId: tier, ...inForce } },
  };
}

async function countBy(
  cells: Cell[],
  count: (cell: Cell) => Promise<number>,
): Promise<Record<string, number>> {
  const sums: Record<string, number> = {};
  for (const cell of cells) sums[cell.tier] = (sums[cell.tier] ?? 0) + (await count(cell));
  return sums;
}

async function countRunning(cell: Cell, now: Date): Promise<number> {
  const running = await db().generation.findMany({
    where: { state: "running", conversation: { user: people(cell, now) } },
    select: { conversationId: true, messageId: true },
  });
  return db().message.count({
    where: {
      servedTier: cell.tier,
      OR: running.map(({ conversationId, messageId }) => ({ conversationId, id: messageId })),
    },
  });
}
