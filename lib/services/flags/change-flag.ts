import type { Context } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { appendAudit } from "@/lib/audit/append";
import type { Flag, PutFlagInput } from "@/lib/contract/flags";
import { transaction, type Transaction } from "@/lib/db/client";
import { problem } from "@/lib/errors";
import { events } from "@/lib/events/bus";
import { readFlag } from "@/lib/services/flags/get-flag";

/**
 * Puts a flag; it counts from the next request on, and every open page asks anew.
 * @throws forbidden, not_found, invalid_request (a tier or user that there is not), version_conflict
 */
export async function changeFlag(ctx: Context, key: string, input: PutFlagInput): Promise<Flag> {
  assertCan(ctx.actor, "flag:change");
  const { enabled, percentage, version } = input;
  const wanted = {
    enabled,
    percentage,
    tiers: [...new Set(input.tiers)],
    userIds: [...new Set(input.userIds)],
  };
  const { flag, changed } = await transaction(async (tx) => {
    const before = await readFlag(tx, key);
    if (before.version !== version)
      throw problem(
        "version_conflict",
        "Somebody else changed this flag in the meantime. Nothing was saved; look at it again.",
      );
    await assertKnown(tx, before, wanted);
    const keys = (["enabled", "percentage", "tiers", "userIds"] as const).filter(
      (name) => JSON.stringify(before[name]) !== JSON.stringify(wanted[name]),
    );
    if (!keys.length) return { flag: before, changed: false };
    await tx.featureFlag.update({ where: { key }, data: { ...wanted, version: { increment: 1 } } });
    const flag = await readFlag(tx, key);
    const pick = (source: Flag) => Object.fromEntries(keys.map((name) => [name, source[name]]));
    await appendAudit(tx, ctx, {
      action: "flag.change",
      outcome: "ok",
      target: key,
      from: pick(before),
      to: pick(flag),
      details: { version: flag.version },
    });
    return { flag, changed: true };
  });
  if (changed) events().publish(null, { name: "flag.changed", data: { key, enabled: flag.enabled } });
  return flag;
}

/** What is added must be there; what was named before may be gone by now. */
async function assertKnown(
  tx: Transaction,
  before: Flag,
  { tiers, userIds }: Pick<Flag, "tiers" | "userIds">,
): Promise<void> {
  const newTiers = tiers.filter((id) => !before.tiers.includes(id));
  const newUsers = userIds.filter((id) => !before.userIds.includes(id));
  const [knownTiers, knownUsers] = await Promise.all([
    tx.tier.findMany({ where: { id: { in: newTiers } }, select: { id: true } }),
    tx.user.findMany({ where: { id: { in: newUsers } }, select: { id: true } }),
  ]);
  const missing = (ids: string[], known: { id: string }[], path: string, noun: string) =>
    ids
      .filter((id) => !known.some((row) => row.id === id))
      .map((id) => ({ path, message: `there is no ${noun} "${id}"` }));
  const issues = [
    ...missing(newTiers, knownTiers, "tiers", "tier"),
    ...missing(newUsers, knownUsers, "userIds", "user"),
  ];
  if (issues.length)
    throw problem("invalid_request", `The flag was not saved: ${issues[0]?.message ?? ""}.`, { issues });
}
