import { db } from "@/lib/db/client";

/** The site's tiers in their order. Their names are no secret: locked tiers stay visible. */
export async function findTierNames(): Promise<{ id: string; displayName: string }[]> {
  return db().tier.findMany({ orderBy: { position: "asc" }, select: { id: true, displayName: true } });
}
