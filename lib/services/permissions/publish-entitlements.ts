import { db, type Prisma } from "@/lib/db/client";
import { events } from "@/lib/events/bus";

/** After the commit: tells the open pages of these people that what they may use has changed. */
export async function publishEntitlements(where: Prisma.UserWhereInput): Promise<void> {
  const users = await db().user.findMany({
    where: { ...where, disabledAt: null },
    select: { id: true, accountTier: true },
  });
  for (const { id, accountTier } of users)
    events().publish(id, { name: "entitlement.changed", data: { accountTier } });
}
