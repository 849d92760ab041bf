import { createHash, randomBytes } from "node:crypto";

/** A token for a link: 32 random bytes, safe in a URL. Only its hash is stored. */
export function newSecretToken(): string {
  return randomBytes(32).toString("base64url");
}

/** sha256, hex. Enough for tokens of full entropy; passwords need argon2. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
