import { randomUUID } from "node:crypto";
import type { UserActor, UserContext } from "@/lib/access/actor";
import { db } from "@/lib/db/client";
import { hashPassword } from "@/lib/services/accounts/password";
import { sessionEnd } from "@/lib/services/sessions/session-lifetime";
import { searchText } from "@/lib/services/users/search-text";

export interface TestUserOptions {
  name?: string;
  email?: string;
  role?: "user" | "admin";
  accountTier?: string;
  /** Without one the account can not sign in by password. */
  password?: string;
  createdAt?: Date;
}

/** A user with a live session, straight into the database. The actor is what `getActor()` would answer. */
export async function createUser(options: TestUserOptions = {}): Promise<UserActor> {
  const { role = "user", accountTier = "standard", name = "Ada", password, createdAt } = options;
  const email = options.email ?? `${randomUUID()}@example.org`;
  const passwordHash = password && (await hashPassword(password));
  const user = await db().user.create({
    data: {
      name,
      email,
      role,
      accountTier,
      searchText: searchText({ name, email }),
      ...(createdAt && { createdAt }),
      ...(passwordHash && { credential: { create: { passwordHash } } }),
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
