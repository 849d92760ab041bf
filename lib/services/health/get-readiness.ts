import { sidecarEndpoint } from "@/lib/contract/sidecar-endpoint";
import { db } from "@/lib/db/client";

type PartState = "up" | "down";
export interface Readiness {
  /** `degraded`: the site serves, local models do not answer. `down`: the database does not answer. */
  status: "up" | "degraded" | "down";
  database: PartState;
  sidecar: PartState;
}

/** Can the site serve? Says nothing of users, models or addresses: anybody may ask. */
export async function getReadiness(): Promise<Readiness> {
  const database: PartState = await db().$queryRaw`SELECT 1`.then(
    () => "up" as const,
    () => "down" as const,
  );
  const sidecar: PartState = sidecarEndpoint().state === "up" ? "up" : "down";
  return { status: database === "down" ? "down" : sidecar === "down" ? "degraded" : "up", database, sidecar };
}
