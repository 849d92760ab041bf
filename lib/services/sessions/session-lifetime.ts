/** A session ends when it was not used for this long; next-auth's cookie lives as long. */
export const sessionLifetimeSeconds = 30 * 24 * 3600;

export function sessionEnd(from: Date): Date {
  return new Date(from.getTime() + sessionLifetimeSeconds * 1000);
}
