import { Role, type User } from "@/lib/contract/account";
import type { Prisma } from "@/lib/db/client";

/** What the API shows of a user. */
export function toUser(row: Prisma.UserModel): User {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    role: Role.parse(row.role),
    accountTier: row.accountTier,
    disabled: row.disabledAt !== null,
    createdAt: row.createdAt.toISOString(),
  };
}
