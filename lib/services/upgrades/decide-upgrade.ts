import type { Context } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { appendAudit } from "@/lib/audit/append";
import type { DecideUpgradeInput, UpgradeRequest } from "@/lib/contract/upgrade";
import { transaction } from "@/lib/db/client";
import { problem } from "@/lib/errors";
import { events } from "@/lib/events/bus";
import { insertGrant } from "@/lib/services/grants/insert-grant";
import { insertNotice, publishNotice } from "@/lib/services/notices/notify";
import { publishEntitlements } from "@/lib/services/permissions/publish-entitlements";
import { toUpgrade } from "@/lib/services/upgrades/to-upgrade";

/**
 * Approves or declines a request, once. Approval sets the account tier, or records a grant if `until` is given; either way
 * the person's open pages unlock and are told.
 * @throws forbidden, not_found, invalid_request (an end that has passed), version_conflict (decided already)
 */
export async function decideUpgrade(
  ctx: Context,
  id: string,
  { decision, until: untilText, reason = "" }: DecideUpgradeInput,
): Promise<UpgradeRequest> {
  assertCan(ctx.actor, "upgrade:decide");
  const until = untilText ? new Date(untilText) : null;
  const isApproved = decision === "approve";
  const state = isApproved ? "approved" : "declined";
  const { row, notice } = await transaction(async (tx) => {
    const open = await tx.upgradeRequest.findUnique({ where: { id }, include: { user: true, tier: true } });
    if (!open) throw problem("not_found", "There is no such upgrade request.");
    if (open.state !== "pending")
      throw problem("version_conflict", `This request was ${open.state} already. Nothing was changed.`);
    const { userId, tierId, user, tier } = open;
    const grant =
      isApproved && until
        ? await insertGrant(tx, ctx, { userId, tier: tierId, until, reason: reason || "approved request" })
        : null;
    if (isApproved && !until) await tx.user.update({ where: { id: userId }, data: { accountTier: tierId } });
    const row = await tx.upgradeRequest.update({
      where: { id },
      data: {
        state,
        openFor: null,
        until,
        reason: reason || null,
        decidedAt: new Date(),
        decidedById: ctx.actor.kind === "user" ? ctx.actor.id : null,
      },
    });
    await appendAudit(tx, ctx, {
      action: "upgrade.decide",
      outcome: state,
      target: userId,
      from: { accountTier: user.accountTier },
      to: { accountTier: isApproved && !until ? tierId : user.accountTier, tier: tierId },
      details: { upgradeRequestId: id, ...(grant && { grantId: grant.id }) },
    });
    const name = tier.displayName;
    const text = !isApproved
      ? `Your request for ${name} was declined${reason ? `: ${reason}` : "."}`
      : until
        ? `${name} is yours until ${until.toISOString().slice(0, 10)}.`
        : `${name} is yours now.`;
    return { row, notice: await insertNotice(tx, { userId, text, href: `/upgrade?tier=${tierId}` }) };
  });
  const upgradeRequest = toUpgrade(row);
  if (isApproved) await publishEntitlements({ id: row.userId });
  publishNotice(notice);
  events().publish(row.userId, { name: "upgrade.changed", data: upgradeRequest });
  return upgradeRequest;
}
