import { randomUUID } from "node:crypto";
import type { UserActor, UserContext } from "@/lib/access/actor";
import { db } from "@/lib/db/client";
import { sessionEnd } from "@/lib/services/sessions/session-lifetime";

export interface TestUserOptions {
  name?: string;
  email?: string;
  role?: "user" | "admin";
  accountTier?: string;
}

/** A user with a live session, straight into the database. The actor is what `getActor()` would answer. */
export async function createUser(options: TestUserOptions = {}): Promise<UserActor> {
  const { role = "user", accountTier = "standard", name = "Ada" } = options;
  const email = options.email ?? `${randomUUID()}@example.org`;
  const user = await db().user.create({
    data: {
      name,
      email,
      role,
      accountTier,
      settings: { create: {} },
      sessions: { create: { expiresAt: sessionEnd(new Date()) } },
    },
    include: { sessions: true },
  });
  return { kind: "user", id: user.id, role, accountTier, name, email, sessionId: user.sessions[0]!.id };
}

/** What services get when this user calls. */
export function contextOf(actor: UserActor): UserContext {
  return { actor, requestId: `test-${randomUUID()}`, ip: "127.0.0.1", limits: [] };
}
