import type { Context, UserContext } from "@/lib/access/actor";
import { Role } from "@/lib/contract/account";
import type { Prisma } from "@/lib/db/client";

/** The same request, told as that user's doing: for what happens before there is a session, such as signing in. */
export function asUser(ctx: Context, user: Prisma.UserModel, sessionId = ""): UserContext {
  const { id, name, email, accountTier } = user;
  return {
    ...ctx,
    actor: { kind: "user", id, name, email, accountTier, role: Role.parse(user.role), sessionId },
  };
}
