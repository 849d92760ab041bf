import { headers } from "next/headers";
import type { UserActor, UserContext } from "@/lib/access/actor";

/** The context that a page hands to services when it reads for the person who opened it. */
export async function pageContext(actor: UserActor): Promise<UserContext> {
  const head = await headers();
  return {
    actor,
    requestId: head.get("x-request-id") ?? crypto.randomUUID(),
    ip: head.get("x-switchyard-ip") ?? "unknown",
  };
}
