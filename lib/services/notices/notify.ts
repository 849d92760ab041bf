import type { Notice } from "@/lib/contract/notices";
import type { Transaction } from "@/lib/db/client";
import type { Notice as NoticeRow } from "@/lib/db/generated/client";
import { events } from "@/lib/events/bus";

/** Puts a notice down, in the transaction of what it tells of. `userId` null: for everybody. */
export function insertNotice(
  tx: Transaction,
  notice: { userId: string | null; text: string; href?: string },
): Promise<NoticeRow> {
  return tx.notice.create({ data: notice });
}

/** After the commit: tells it in every open tab. */
export function publishNotice(row: NoticeRow): void {
  events().publish(row.userId, { name: "notice", data: toNotice(row, null) });
}

export function toNotice({ id, text, href, createdAt }: NoticeRow, readAt: Date | null): Notice {
  return { id, text, href, createdAt: createdAt.toISOString(), readAt: readAt?.toISOString() ?? null };
}
