"use client";

import { dayWords } from "@/components/ui/moment-words";
import { Plus } from "lucide-react";
import { useEffect, useState } from "react";
import { timeLeft } from "@/components/admin/dates";
import { EndGrantDialog } from "@/components/admin/permissions/end-grant-dialog";
import { GrantDialog } from "@/components/admin/permissions/grant-dialog";
import { tierNameOf } from "@/components/admin/tier-names";
import { useList } from "@/components/admin/use-list";
import { Section } from "@/components/layout/page";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { LoadingCard } from "@/components/ui/loading-card";
import { MoreButton } from "@/components/ui/more-button";
import { RetryBanner } from "@/components/ui/retry-banner";
import { Cell, Row, RowHead, Table } from "@/components/ui/table";
import { useToast } from "@/components/ui/toast";
import { ListedGrant, type AdminTier, type Matrix } from "@/lib/contract/entitlements";

export type GrantsSectionProps = { tiers: AdminTier[]; matrix: Matrix };

const clockMs = 30_000;

/** Who may use a tier beyond the matrix, until when and why. */
export function GrantsSection({ tiers, matrix }: GrantsSectionProps) {
  const { items, nextCursor, status, problem, reload, loadMore } = useList("/api/admin/grants", ListedGrant);
  const toast = useToast();
  const [adding, setAdding] = useState(false);
  const [ending, setEnding] = useState<ListedGrant | null>(null);
  const now = useNow();
  const done = (title: string) => {
    toast({ kind: "ready", title });
    reload();
  };
  return (
    <Section
      title="Single grants"
      lead="For one person, with an end. They add to the matrix, never take away."
      actions={
        <Button size="sm" onClick={() => setAdding(true)}>
          <Plus aria-hidden />
          Grant
        </Button>
      }
    >
      {status === "failed" ? (
        <RetryBanner title="The grants could not be read." retry="Read them again" onRetry={reload}>
          {problem?.detail ?? "The server did not answer."} Grants go on counting; what is shown may be old.
        </RetryBanner>
      ) : null}
      {items.length > 0 ? (
        <Table
          label="Single grants"
          columns={["Who", "Tier", "Until", "Why", { name: "Actions", spoken: true }]}
        >
          {items.map((grant) => {
            const { id, user, until, reason } = grant;
            const tier = tierNameOf(tiers, grant.tier);
            return (
              <Row key={id}>
                <RowHead className="md:min-w-40">
                  <span className="block wrap-anywhere">{user.name}</span>
                  <span className="block text-xs wrap-anywhere text-text-3">{user.email}</span>
                </RowHead>
                <Cell label="Tier">{tier}</Cell>
                <Cell label="Until" className="md:whitespace-nowrap">
                  {until ? (
                    <span className="max-md:text-right">
                      until <time dateTime={until}>{dayWords(until)}</time>
                      <span className="block text-xs text-text-3">{timeLeft(until, now)}</span>
                    </span>
                  ) : (
                    "no end"
                  )}
                </Cell>
                <Cell label="Why">
                  <span className="wrap-anywhere">{reason ?? "–"}</span>
                </Cell>
                <Cell className="text-right max-md:justify-end!">
                  <Button
                    variant="quiet"
                    size="sm"
                    aria-label={`End ${user.name}'s grant of ${tier}`}
                    onClick={() => setEnding(grant)}
                  >
                    End
                  </Button>
                </Cell>
              </Row>
            );
          })}
        </Table>
      ) : status === "ready" ? (
        <EmptyState title="No grants">
          A grant opens one tier to one person, for a trial or a task, without changing the account tier.
        </EmptyState>
      ) : status === "loading" ? (
        <LoadingCard label="Loading the grants" lines={1} />
      ) : null}
      {nextCursor ? (
        <MoreButton label="Show older grants" busy={status === "loading"} onMore={loadMore} />
      ) : null}
      <GrantDialog
        open={adding}
        tiers={tiers}
        matrix={matrix}
        onClose={() => setAdding(false)}
        onGranted={done}
      />
      <EndGrantDialog
        grant={ending}
        tiers={tiers}
        onClose={() => setEnding(null)}
        onEnded={done}
        onGone={reload}
      />
    </Section>
  );
}

/** "3 days left" must not grow old on an open page. */
function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), clockMs);
    return () => clearInterval(timer);
  }, []);
  return now;
}
