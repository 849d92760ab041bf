import { hash, verify } from "@node-rs/argon2";
import { newSecretToken } from "@/lib/shared/secret-token";
import { singleton } from "@/lib/shared/singleton";

/** argon2id (the library's default) with 32 MiB and four passes: about 60 ms of one core. */
const cost = { memoryCost: 32_768, timeCost: 4, parallelism: 1 };

/** @returns PHC string. Never call it inside a transaction. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, cost);
}

/** A real hash that no password opens, so that an unknown email costs as much time as a wrong password. */
function dummyHash(): Promise<string> {
  return singleton("dummy-password-hash", () => hashPassword(newSecretToken()));
}

/** Compares with the stored hash, or with a dummy where there is none: the same work either way. */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  const dummy = await dummyHash();
  const matches = await verify(stored ?? dummy, password);
  return stored !== null && matches;
}
