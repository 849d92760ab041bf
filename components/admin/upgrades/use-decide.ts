"use client";

import { dayWords } from "@/components/ui/moment-words";
import { useState } from "react";
import { tierNameOf, type TierName } from "@/components/admin/tier-names";
import { useToast } from "@/components/ui/toast";
import { requestJson } from "@/lib/client/request-json";
import { UpgradeAnswer, type DecideUpgradeInput, type ListedUpgradeRequest } from "@/lib/contract/upgrade";

/** @returns whether the decision stands */
export type Decide = (request: ListedUpgradeRequest, input: DecideUpgradeInput) => Promise<boolean>;

/** Approves and declines; says what became of it, also when another admin was first. */
export function useDecide(tiers: TierName[], onDecided: () => void) {
  const toast = useToast();
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());

  const decide: Decide = async (request, input) => {
    const { id, user } = request;
    const tier = tierNameOf(tiers, request.tier);
    setBusy((before) => new Set(before).add(id));
    const result = await requestJson(`/api/admin/upgrade-requests/${encodeURIComponent(id)}`, {
      method: "PATCH",
      body: input,
      schema: UpgradeAnswer,
    });
    setBusy((before) => new Set([...before].filter((other) => other !== id)));
    if (!result.ok) {
      toast({
        kind: "fail",
        title: `The request of ${user.name} was not decided.`,
        text:
          result.problem?.detail ??
          "The server did not answer. Look at the list, which shows what holds, and try again.",
      });
      // Decided by somebody else, or the request is gone.
      if (result.problem) onDecided();
      return false;
    }
    const { until } = result.data.upgradeRequest;
    toast(
      input.decision === "approve"
        ? {
            kind: "ready",
            title: until
              ? `${user.name} has ${tier} until ${dayWords(until)}.`
              : `${user.name} has ${tier} now.`,
            text: "Open pages unlock without a reload, and a notice says so.",
          }
        : { kind: "ready", title: `Declined. ${user.name} gets a notice.` },
    );
    onDecided();
    return true;
  };
  return { decide, busy };
}
