import { z } from "zod";
import { requestJson, type RequestResult } from "@/lib/client/request-json";
import {
  CheckoutAnswer,
  ForSaleAnswer,
  UpgradeAnswer,
  UpgradeRequest,
  type UpgradeInput,
} from "@/lib/contract/upgrade";

/** Asking for a tier and paying for one. Nothing here throws: a failure is the problem that the server told, or null. */

const Own = z.object({ items: z.array(UpgradeRequest) });

/** The person's newest request for this tier; null when there is none. */
export async function findOwnRequest(
  tier: string,
  signal?: AbortSignal,
): Promise<RequestResult<UpgradeRequest | null>> {
  const result = await requestJson("/api/upgrade-requests", { schema: Own, signal });
  return result.ok
    ? { ok: true, data: result.data.items.find((request) => request.tier === tier) ?? null }
    : result;
}

/** Asks the admins; while a request for the tier is open, that one is the answer. */
export async function askForTier(input: UpgradeInput): Promise<RequestResult<UpgradeRequest>> {
  const result = await requestJson("/api/upgrade-requests", {
    method: "POST",
    body: input,
    schema: UpgradeAnswer,
  });
  return result.ok ? { ok: true, data: result.data.upgradeRequest } : result;
}

/** True where this site sells the tier. */
export async function isForSale(tier: string, signal?: AbortSignal): Promise<boolean> {
  const result = await requestJson("/api/upgrade/checkout", { schema: ForSaleAnswer, signal });
  return result.ok && result.data.tiers.includes(tier);
}

/** Where to pay for the tier. */
export async function startCheckout(tier: string): Promise<RequestResult<{ url: string }>> {
  return requestJson("/api/upgrade/checkout", { method: "POST", body: { tier }, schema: CheckoutAnswer });
}
