/**
 * Limits as one table that can be read aloud. Windows are fixed. While a shared store is down a limit is closed (nobody
 * may guess passwords uncounted) or counts in this process alone; it is never off.
 */
export const policies = {
  "sign-in.account": { name: "sign-in", quota: 10, windowSeconds: 900, whenDown: "close" }, // guessing one account's password (failures only)
  "sign-in.ip": { name: "sign-in-ip", quota: 100, windowSeconds: 900, whenDown: "close" }, // guessing many accounts from one place (failures only)
  "register.ip": { name: "register", quota: 20, windowSeconds: 3600, whenDown: "close" }, // accounts by the dozen
  "setup.ip": { name: "setup", quota: 20, windowSeconds: 900, whenDown: "close" }, // guessing the set-up token
  "switch.user": { name: "switch", quota: 30, windowSeconds: 60, whenDown: "local" }, // clicking through models, each a load
  "switch.ip": { name: "switch-ip", quota: 1000, windowSeconds: 60, whenDown: "local" }, // many accounts that do so together
  "warm.user": { name: "warm", quota: 6, windowSeconds: 60, whenDown: "local" }, // opening the picker over and over, each a load that may be for nothing
  "upgrade.user": { name: "upgrade", quota: 20, windowSeconds: 3600, whenDown: "local" }, // asking the admins, or Stripe, over and over
  "chat.user": { name: "chat", quota: 120, windowSeconds: 60, whenDown: "local" }, // one account that fills every sequence
} as const satisfies Record<
  string,
  { name: string; quota: number; windowSeconds: number; whenDown: "close" | "local" }
>;

export type Policy = keyof typeof policies;
