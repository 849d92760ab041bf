"use client";

import { momentWords } from "@/components/ui/moment-words";
import { useState } from "react";
import { tierChangeWords } from "@/components/admin/tier-change";
import { tierNameOf, type TierName } from "@/components/admin/tier-names";
import type { Decide } from "@/components/admin/upgrades/use-decide";
import { terms, untilOfTerm, type Term } from "@/components/admin/upgrades/terms";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { Cell, Row, RowHead } from "@/components/ui/table";
import type { Matrix } from "@/lib/contract/entitlements";
import type { ListedUpgradeRequest } from "@/lib/contract/upgrade";

export type PendingRowProps = {
  request: ListedUpgradeRequest;
  tiers: TierName[];
  matrix: Matrix;
  busy: boolean;
  onDecide: Decide;
  onDecline: (request: ListedUpgradeRequest) => void;
};

/** One request: who, what for, and what an approval would do, said before it is given. */
export function PendingRow({ request, tiers, matrix, busy, onDecide, onDecline }: PendingRowProps) {
  const { user, note, createdAt } = request;
  const [term, setTerm] = useState<Term>("always");
  const wanted = tierNameOf(tiers, request.tier);
  const has = tierNameOf(tiers, user.accountTier);
  const whose = `${user.name}'s request for ${wanted}`;
  const effect =
    term === "always"
      ? `The account becomes ${wanted}: ${user.name} ${tierChangeWords(matrix, tiers, user.accountTier, request.tier)}.`
      : `A grant of ${wanted}; the account stays ${has}.`;
  const approve = () => {
    const until = untilOfTerm(term, new Date());
    void onDecide(request, { decision: "approve", ...(until && { until }) });
  };
  return (
    <Row>
      <RowHead className="md:min-w-40">
        <span className="block font-medium wrap-anywhere">{user.name}</span>
        <span className="block text-xs wrap-anywhere text-text-3">{user.email}</span>
      </RowHead>
      <Cell label="Asks for">
        <span className="max-md:text-right">
          <span className="block font-medium">{wanted}</span>
          <span className="block text-xs text-text-3">has {has}</span>
        </span>
      </Cell>
      <Cell label="Note">
        <span className="wrap-anywhere md:line-clamp-4 md:max-w-[42ch]">
          {note || <span className="text-text-3">no note</span>}
        </span>
      </Cell>
      <Cell label="Asked" className="md:whitespace-nowrap">
        <time dateTime={createdAt}>{momentWords(createdAt)}</time>
      </Cell>
      <Cell className="max-md:block! max-md:pt-2!">
        <div className="flex flex-wrap items-center gap-1.5 md:justify-end">
          <Select
            label={`How long ${user.name} gets ${wanted}`}
            size="sm"
            value={term}
            options={terms}
            onChoose={setTerm}
          />
          <Button
            size="sm"
            busy={busy}
            aria-label={`Approve ${whose}`}
            aria-describedby={`effect-${request.id}`}
            onClick={approve}
          >
            Approve
          </Button>
          <Button
            size="sm"
            variant="quiet"
            aria-disabled={busy}
            aria-label={`Decline ${whose}`}
            onClick={() => onDecline(request)}
          >
            Decline
          </Button>
        </div>
        <p
          id={`effect-${request.id}`}
          className="mt-1 text-xs text-text-3 md:ml-auto md:max-w-72 md:text-right"
        >
          {effect}
        </p>
      </Cell>
    </Row>
  );
}
