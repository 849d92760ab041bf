/** Limits as one table that can be read aloud. Windows are fixed; keys are hashed into the store by policy. */
export const policies = {
  "sign-in.account": { name: "sign-in", quota: 10, windowSeconds: 900 }, // guessing one account's password (failures only)
  "sign-in.ip": { name: "sign-in-ip", quota: 100, windowSeconds: 900 }, // guessing many accounts from one place (failures only)
  "register.ip": { name: "register", quota: 20, windowSeconds: 3600 }, // accounts by the dozen
  "setup.ip": { name: "setup", quota: 20, windowSeconds: 900 }, // guessing the set-up token
  "switch.user": { name: "switch", quota: 30, windowSeconds: 60 }, // clicking through models, each a load
  "switch.ip": { name: "switch-ip", quota: 1000, windowSeconds: 60 }, // many accounts that do so together
  "upgrade.user": { name: "upgrade", quota: 20, windowSeconds: 3600 }, // asking the admins, or Stripe, over and over
  "chat.user": { name: "chat", quota: 120, windowSeconds: 60 }, // one account that fills every sequence
} as const satisfies Record<string, { name: string; quota: number; windowSeconds: number }>;

export type Policy = keyof typeof policies;
