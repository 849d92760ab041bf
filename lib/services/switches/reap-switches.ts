import type { UserContext } from "@/lib/access/actor";
import { db } from "@/lib/db/client";
import { problem } from "@/lib/errors";
import { attemptOf } from "@/lib/services/switches/attempt-of";
import { endSwitch } from "@/lib/services/switches/end-switch";

/** At the start: what a former process was still warming is rolled back. @returns how many */
export async function reapSwitches(): Promise<number> {
  const left = await db().switch.findMany({
    where: { state: { in: ["requested", "authorized", "warming"] } },
    include: { user: true },
  });
  for (const { user, ...row } of left) {
    const { id, name, email, accountTier } = user;
    const role = user.role === "admin" ? "admin" : "user";
    const ctx: UserContext = {
      actor: { kind: "user", id, role, accountTier, name, email, sessionId: "" },
      requestId: row.requestId,
      ip: "internal",
    };
    const error = problem(
      "model_unavailable",
      "The site was restarted while the model was loading. What was active before still is; choose again.",
    );
    await endSwitch(attemptOf(row, ctx), "fail", error, "rolled_back");
  }
  return left.length;
}
