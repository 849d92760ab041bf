import type { UserActor } from "@/lib/access/actor";
import { Role } from "@/lib/contract/account";
import { db } from "@/lib/db/client";
import { rowsBy } from "@/lib/db/rows";
import { sessionEnd } from "@/lib/services/sessions/session-lifetime";
import { inGroups } from "@/lib/shared/in-groups";
import { singleton } from "@/lib/shared/singleton";
import { log } from "@/lib/telemetry/log";

const touchEveryMs = 60_000;

/**
 * The user behind a session id, read anew on every request.
 * @returns null when the session was revoked or has ended, or the user is disabled or gone
 */
export async function resolveSession(sessionId: string, now = new Date()): Promise<UserActor | null> {
  const session = await readSession(sessionId);
  if (!session || session.revokedAt || session.expiresAt <= now || session.user.disabledAt) return null;
  if (now.getTime() - session.lastSeenAt.getTime() >= touchEveryMs) await touch(sessionId, now);
  const { id, role, accountTier, name, email } = session.user;
  return { kind: "user", id, role: Role.parse(role), accountTier, name, email, sessionId };
}

/** The session with its user, if there is one; askers at the same time share one query. */
function readSession(sessionId: string) {
  return singleton("session-reads", () =>
    inGroups(async (ids: string[]) => {
      const sessions = await rowsBy(db(), "Session", "id", ids);
      const users = await rowsBy(db(), "User", "id", [...new Set(sessions.map(({ userId }) => userId))]);
      return ids.map((id) => {
        const session = sessions.find((row) => row.id === id);
        const user = users.find((row) => row.id === session?.userId);
        return session && user && { ...session, user };
      });
    }),
  )(sessionId);
}

/** A full disk or a busy database must not sign anybody out, so a failure is only told to the log. */
async function touch(id: string, now: Date): Promise<void> {
  try {
    await db().session.updateMany({
      where: { id, revokedAt: null, lastSeenAt: { lte: new Date(now.getTime() - touchEveryMs) } },
      data: { lastSeenAt: now, expiresAt: sessionEnd(now) },
    });
  } catch (error) {
    log().warn({ err: error }, "a session could not be touched");
  }
}
