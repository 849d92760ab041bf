import { db } from "@/lib/db/client";
import { textOf } from "@/lib/services/messages/text-of";

/** More hits than anybody reads through; and as many parameters as every database takes. */
const most = 2000;

/**
 * Ids of the user's conversations that hold this text in their title or in a message, in any case.
 * SQLite's LIKE folds ASCII only: other letters are searched as "any one character", and what that finds is read again here.
 */
export async function searchConversations(userId: string, text: string): Promise<string[]> {
  const pattern = `%${likePattern(text)}%`;
  const found = await db().$queryRaw<{ id: string }[]>`
    SELECT c."id" FROM "Conversation" c
    WHERE c."userId" = ${userId} AND (
      c."title" LIKE ${pattern} ESCAPE '\\'
      OR EXISTS (
        SELECT 1 FROM "Message" m, json_each(m."parts") p
        WHERE m."conversationId" = c."id" AND m."replacedAt" IS NULL
          AND json_extract(p."value", '$.type') = 'text' AND json_extract(p."value", '$.text') LIKE ${pattern} ESCAPE '\\'
      )
    )
    ORDER BY c."updatedAt" DESC LIMIT ${most}`;
  const ids = found.map(({ id }) => id);
  // eslint-disable-next-line no-control-regex
  return /^[\x00-\x7f]*$/.test(text) ? ids : reread(ids, text.toLowerCase());
}

/** Percent and underscore mean themselves; letters beyond ASCII mean any one character. */
export function likePattern(text: string): string {
  return Array.from(text, (letter) => {
    if (letter === "%" || letter === "_" || letter === "\\") return `\\${letter}`;
    return (letter.codePointAt(0) ?? 0) > 127 ? "_" : letter;
  }).join("");
}

async function reread(ids: string[], wanted: string): Promise<string[]> {
  const hits: string[] = [];
  for (const id of ids) {
    const conversation = await db().conversation.findUnique({
      where: { id },
      select: { title: true, messages: { where: { replacedAt: null }, select: { parts: true } } },
    });
    const texts = conversation && [conversation.title, ...conversation.messages.map((m) => textOf(m.parts))];
    if (texts?.some((candidate) => candidate.toLowerCase().includes(wanted))) hits.push(id);
  }
  return hits;
}
