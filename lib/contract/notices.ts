import { z } from "zod";
import { Time } from "./selection";

/** Something that a person is told, in every open tab and until it was read. */
export const Notice = z.object({
  id: z.string(),
  text: z.string(),
  /** A page of this site that it is about. */
  href: z.string().nullable(),
  createdAt: Time,
  readAt: Time.nullable(),
});
export type Notice = z.infer<typeof Notice>;
export const NoticesQuery = z.strictObject({
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});
export const NoticesAnswer = z.object({
  items: z.array(Notice),
  nextCursor: z.string().nullable(),
  unread: z.number().int(),
});
export type NoticesAnswer = z.infer<typeof NoticesAnswer>;
