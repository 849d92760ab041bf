import { db } from "@/lib/db/client";

/** The third interval of a switch: how long its first answer took to begin. Counted once. */
export async function recordFirstToken(switchId: string, firstTokenMs: number): Promise<void> {
  await db().switch.updateMany({
    where: { id: switchId, state: "active", firstTokenMs: null },
    data: { firstTokenMs },
  });
}
