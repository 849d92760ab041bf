import type { Taken } from "@/lib/limits/take";

/** Who acts. Travels in the context, never in the input. Role and account tier are read from the database on every request. */
export type Actor =
  | {
      kind: "user";
      id: string;
      role: "user" | "admin";
      accountTier: string;
      name: string;
      email: string;
      sessionId: string;
    }
  | { kind: "anonymous" }
  | { kind: "system"; name: string };

export type UserActor = Extract<Actor, { kind: "user" }>;

/** What every service gets first. */
export interface Context<A extends Actor = Actor> {
  actor: A;
  requestId: string;
  /** Client address, for limits; "internal" for the site's own work. */
  ip: string;
  /** Services add the limits that they took, transports tell them in headers. */
  limits?: Taken[];
  /** Variants of the flags that were asked for, for the trail. */
  flags?: Record<string, string>;
}

export type UserContext = Context<UserActor>;

/** Context of work that the site does for itself, such as the reaper. */
export function systemContext(name: string): Context<Extract<Actor, { kind: "system" }>> {
  return { actor: { kind: "system", name }, requestId: `system-${name}`, ip: "internal" };
}
