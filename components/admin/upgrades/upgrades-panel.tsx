"use client";

import { useEffect, useRef, useState } from "react";
import { tierNameOf, type TierName } from "@/components/admin/tier-names";
import { DecidedSection } from "@/components/admin/upgrades/decided-section";
import { DeclineDialog } from "@/components/admin/upgrades/decline-dialog";
import { usePendingUpgrades } from "@/components/admin/upgrades/pending-upgrades";
import { PendingRow } from "@/components/admin/upgrades/pending-row";
import { useDecide } from "@/components/admin/upgrades/use-decide";
import { useList } from "@/components/admin/use-list";
import { Page, Section } from "@/components/layout/page";
import { EmptyState } from "@/components/ui/empty-state";
import { LoadingCard } from "@/components/ui/loading-card";
import { RetryBanner } from "@/components/ui/retry-banner";
import { Table } from "@/components/ui/table";
import type { Matrix } from "@/lib/contract/entitlements";
import { ListedUpgradeRequest } from "@/lib/contract/upgrade";

export type UpgradesPanelProps = { tiers: TierName[]; matrix: Matrix };

/** Who asks for a tier: approve or decline. New requests appear by themselves. */
export function UpgradesPanel({ tiers, matrix }: UpgradesPanelProps) {
  const { items, hasMore, failure, refresh } = usePendingUpgrades();
  const history = useList("/api/admin/upgrade-requests", ListedUpgradeRequest);
  const { reload } = history;
  const { decide, busy } = useDecide(tiers, () => {
    refresh();
    reload();
  });
  const [declining, setDeclining] = useState<ListedUpgradeRequest | null>(null);
  const news = useNews(items, tiers);
  // What was counted before this page was opened may be old.
  useEffect(refresh, [refresh]);

  return (
    <Page
      title="Upgrade requests"
      lead="Who asks for a tier that the account does not have. Your answer reaches every open page of that person at once."
    >
      <output className="sr-only">{news}</output>
      {failure ? (
        <RetryBanner title="The requests could not be read." retry="Read them again" onRetry={refresh}>
          {failure.problem?.detail ?? "The server did not answer."} Nothing was decided; what is shown may be
          out of date.
        </RetryBanner>
      ) : null}
      <Section
        title="Waiting"
        lead={items?.length ? `${items.length}${hasMore ? " and more" : ""}, newest first` : undefined}
      >
        {items === null ? (
          failure ? null : (
            <LoadingCard label="Loading the requests" lines={2} />
          )
        ) : items.length > 0 ? (
          <Table
            label="Requests that wait"
            columns={["Person", "Asks for", "Note", "Asked", { name: "Decision", className: "text-right!" }]}
          >
            {items.map((request) => (
              <PendingRow
                key={request.id}
                request={request}
                tiers={tiers}
                matrix={matrix}
                busy={busy.has(request.id)}
                onDecide={decide}
                onDecline={setDeclining}
              />
            ))}
          </Table>
        ) : (
          <EmptyState title="Nobody waits for a tier">
            A person who meets a locked tier can ask for it there; the request appears here by itself.
          </EmptyState>
        )}
      </Section>
      <DecidedSection list={history} tiers={tiers} />
      <DeclineDialog
        request={declining}
        tier={declining ? tierNameOf(tiers, declining.tier) : ""}
        busy={declining !== null && busy.has(declining.id)}
        onClose={() => setDeclining(null)}
        onDecide={decide}
      />
    </Page>
  );
}

/** What a screen reader is told when a request comes while the page is open. */
function useNews(items: ListedUpgradeRequest[] | null, tiers: TierName[]): string {
  const known = useRef<Set<string>>(null);
  const [news, setNews] = useState("");
  useEffect(() => {
    if (!items) return;
    const fresh = known.current ? items.find(({ id }) => !known.current?.has(id)) : undefined;
    known.current = new Set(items.map(({ id }) => id));
    if (fresh) setNews(`${fresh.user.name} asks for ${tierNameOf(tiers, fresh.tier)}.`);
  }, [items, tiers]);
  return news;
}
