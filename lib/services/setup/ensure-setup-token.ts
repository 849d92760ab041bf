import { transaction } from "@/lib/db/client";
import { hashToken, newSecretToken } from "@/lib/shared/secret-token";

const lifetimeMs = 24 * 3600 * 1000;

/**
 * Makes the one-time token of the first-admin link, at every boot while there is no admin; former ones end.
 * @returns the token in plain, which is stored nowhere; null when an admin exists
 */
export async function ensureSetupToken(now = new Date()): Promise<string | null> {
  const token = newSecretToken();
  return transaction(async (tx) => {
    await tx.setupToken.deleteMany({ where: { usedAt: null } });
    if ((await tx.user.count({ where: { role: "admin" } })) > 0) return null;
    const expiresAt = new Date(now.getTime() + lifetimeMs);
    await tx.setupToken.create({ data: { tokenHash: hashToken(token), expiresAt } });
    return token;
  });
}
