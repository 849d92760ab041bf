import type { UserContext } from "@/lib/access/actor";
import { appendAudit } from "@/lib/audit/append";
import type { UpgradeInput, UpgradeRequest } from "@/lib/contract/upgrade";
import { transaction } from "@/lib/db/client";
import { problem } from "@/lib/errors";
import { events } from "@/lib/events/bus";
import { enforce } from "@/lib/limits/take";
import { insertNotice, publishNotice } from "@/lib/services/notices/notify";
import { openKey, toUpgrade } from "@/lib/services/upgrades/to-upgrade";

/**
 * Asks the admins for a tier; they are told, and so are the other tabs of who asks. While a request for it is open, that one is the answer.
 * @returns the open request, and whether it is new
 * @throws invalid_request (no such tier, or the account has it), rate_limited
 */
export async function requestUpgrade(
  ctx: UserContext,
  { tier: tierId, note = "" }: UpgradeInput,
): Promise<{ upgradeRequest: UpgradeRequest; isNew: boolean }> {
  await enforce(ctx, "upgrade.user", ctx.actor.id);
  const { id: userId, name, accountTier, role } = ctx.actor;
  const { row, notices } = await transaction(async (tx) => {
    const tier = await tx.tier.findUnique({ where: { id: tierId } });
    const message = !tier
      ? "there is no such tier"
      : tierId === accountTier || role === "admin"
        ? "is part of your account already"
        : null;
    if (!tier || message)
      throw problem("invalid_request", `The request was not made: ${tierId} ${message}.`, {
        issues: [{ path: "tier", message: message ?? "" }],
      });
    const openFor = openKey(userId, tierId);
    const open = await tx.upgradeRequest.findUnique({ where: { openFor } });
    if (open) return { row: open, notices: null };
    const row = await tx.upgradeRequest.create({ data: { userId, tierId, note, openFor } });
    await appendAudit(tx, ctx, {
      action: "upgrade.request",
      outcome: "ok",
      target: tierId,
      from: { accountTier },
      details: { upgradeRequestId: row.id },
    });
    const admins = await tx.user.findMany({
      where: { role: "admin", disabledAt: null },
      select: { id: true },
    });
    const text = `${name} asks for ${tier.displayName}.`;
    const notices = [];
    for (const { id } of admins)
      notices.push(await insertNotice(tx, { userId: id, text, href: "/admin/upgrade-requests" }));
    return { row, notices };
  });
  for (const notice of notices ?? []) publishNotice(notice);
  const upgradeRequest = toUpgrade(row);
  const isNew = notices !== null;
  if (isNew) events().publish(userId, { name: "upgrade.changed", data: upgradeRequest });
  return { upgradeRequest, isNew };
}
