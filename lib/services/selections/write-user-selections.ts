import type { Transaction } from "@/lib/db/client";
import { storedTime } from "@/lib/db/rows";
import type { UserColumns } from "@/lib/services/selections/stored-selection";

/** A user's selection as it will stand, and as it was read; undefined: the user had no settings. */
export interface UserMove {
  userId: string;
  columns: UserColumns;
  stood: UserColumns | undefined;
}

/**
 * Writes the selections of users, each compared with the version that was read: one statement for all of them.
 * @returns false when one of them was changed by somebody else
 */
export async function writeUserSelections(tx: Transaction, moves: readonly UserMove[]): Promise<boolean> {
  const updates = moves.flatMap(({ userId, columns, stood }) =>
    stood ? [{ userId, ...columns, stood: stood.selectionVersion }] : [],
  );
  for (const { userId, columns, stood } of moves)
    if (!stood) await tx.userSettings.create({ data: { userId, ...columns } });
  if (!updates.length) return true;
  const written = await tx.$executeRaw`
    UPDATE "UserSettings" SET
      "activeProvider" = value ->> 'activeProvider', "activeModel" = value ->> 'activeModel',
      "activeProfileId" = value ->> 'activeProfileId', "activeTier" = value ->> 'activeTier',
      "selectionVersion" = value ->> 'selectionVersion', "updatedAt" = ${storedTime(new Date())}
    FROM json_each(${JSON.stringify(updates)})
    WHERE "userId" = value ->> 'userId' AND "UserSettings"."selectionVersion" = value ->> 'stood'`;
  return written === updates.length;
}
