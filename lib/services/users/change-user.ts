import type { Context } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { appendAudit } from "@/lib/audit/append";
import type { PatchUserInput, User } from "@/lib/contract/account";
import { transaction, type Prisma, type Transaction } from "@/lib/db/client";
import { problem } from "@/lib/errors";
import { events } from "@/lib/events/bus";
import { assertTierExists } from "@/lib/services/users/assert-tier-exists";
import { toUser } from "@/lib/services/users/to-user";

/**
 * Changes tier, role or whether the account may sign in. A disabled user's sessions end in the same transaction.
 * @throws forbidden (not an admin, or it would leave the site without one), not_found, invalid_request (no such tier)
 */
export async function changeUser(ctx: Context, id: string, patch: PatchUserInput): Promise<User> {
  assertCan(ctx.actor, "user:change");
  const { before, after } = await transaction(async (tx) => {
    const row = await tx.user.findUnique({ where: { id } });
    if (!row) throw problem("not_found", "There is no such user.");
    const before = toUser(row);
    const wanted = { ...before, ...defined(patch) };
    if (wanted.accountTier !== before.accountTier) await assertTierExists(tx, wanted.accountTier);
    const wasAdmin = before.role === "admin" && !before.disabled;
    if (wasAdmin && (wanted.role !== "admin" || wanted.disabled)) await assertAnotherAdmin(tx, id);
    const changed = (["accountTier", "role", "disabled"] as const).filter(
      (key) => wanted[key] !== before[key],
    );
    if (changed.length === 0) return { before, after: before };

    const { accountTier, role } = wanted;
    const disabledAt = wanted.disabled ? (row.disabledAt ?? new Date()) : null;
    const updated = await tx.user.update({ where: { id }, data: { accountTier, role, disabledAt } });
    const ended = wanted.disabled ? await endSessions(tx, id) : 0;
    const after = toUser(updated);
    await appendAudit(tx, ctx, {
      action: "user.change",
      outcome: "ok",
      target: id,
      from: pick(before, changed),
      to: pick(after, changed),
      ...(ended > 0 && { details: { endedSessions: ended } }),
    });
    return { before, after };
  });
  if (after.accountTier !== before.accountTier || after.role !== before.role)
    events().publish(id, { name: "entitlement.changed", data: { accountTier: after.accountTier } });
  return after;
}

/** Somebody who can really sign in: an invite that was never accepted does not count. */
async function assertAnotherAdmin(tx: Transaction, id: string): Promise<void> {
  const others = await tx.user.count({
    where: {
      role: "admin",
      disabledAt: null,
      id: { not: id },
      OR: [{ credential: { isNot: null } }, { oauthAccounts: { some: {} } }],
    },
  });
  if (others === 0)
    throw problem(
      "forbidden",
      "This is the last admin. Make somebody else an admin first; nothing was changed.",
    );
}

async function endSessions(tx: Transaction, userId: string): Promise<number> {
  const { count } = await tx.session.updateMany({
    where: { userId, revokedAt: null },
    data: { revokedAt: new Date() },
  });
  return count;
}

function defined(patch: PatchUserInput): Partial<User> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
}

function pick(user: User, keys: ("accountTier" | "role" | "disabled")[]): Prisma.InputJsonObject {
  return Object.fromEntries(keys.map((key) => [key, user[key]]));
}
