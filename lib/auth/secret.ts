import { env } from "@/lib/env";

/** Key of the session tokens. @throws Error when NEXTAUTH_SECRET is missing */
export function authSecret(): string {
  const { NEXTAUTH_SECRET } = env();
  if (!NEXTAUTH_SECRET) throw new Error("NEXTAUTH_SECRET is not set; npm start writes one to .env.");
  return NEXTAUTH_SECRET;
}
