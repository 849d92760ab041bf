import type { Role } from "@/lib/contract/account";
import type { Prisma, Transaction } from "@/lib/db/client";
import { problem } from "@/lib/errors";
import { searchText } from "@/lib/services/users/search-text";
import { isUniqueViolation } from "@/lib/shared/storage-errors";

export interface NewUser {
  name: string;
  /** Lower case. */
  email: string;
  role?: Role;
  accountTier?: string;
  /** Absent for accounts that come by invite or by an outside sign-in. */
  passwordHash?: string;
}

/** The one way a user comes into being, with settings and, where there is a password, its credential. @throws email_taken */
export async function insertUser(tx: Transaction, user: NewUser): Promise<Prisma.UserModel> {
  const { passwordHash, ...fields } = user;
  try {
    return await tx.user.create({
      data: {
        ...fields,
        searchText: searchText(user),
        settings: { create: {} },
        ...(passwordHash && { credential: { create: { passwordHash } } }),
      },
    });
  } catch (error) {
    if (isUniqueViolation(error))
      throw problem("email_taken", "There is an account with this email address already. Sign in instead.");
    throw error;
  }
}
