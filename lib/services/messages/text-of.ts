import type { Prisma } from "@/lib/db/client";

/** The text of stored message parts; reasoning and data parts say nothing to a model or a reader. */
export function textOf(parts: Prisma.JsonValue): string {
  if (!Array.isArray(parts)) return "";
  return parts
    .map((part) =>
      typeof part === "object" && part !== null && "type" in part && part.type === "text" && "text" in part
        ? String(part.text)
        : "",
    )
    .join("");
}
