"use client";

import { momentWords } from "@/components/ui/moment-words";
import { useState } from "react";
import {
  AvailabilityDialog,
  type AvailabilityAsked,
} from "@/components/admin/permissions/availability-dialog";
import { tierNameOf, type TierName } from "@/components/admin/tier-names";
import { useList } from "@/components/admin/use-list";
import { Section } from "@/components/layout/page";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { LoadingCard } from "@/components/ui/loading-card";
import { RetryBanner } from "@/components/ui/retry-banner";
import { State } from "@/components/ui/state";
import { Cell, Row, RowHead, Table } from "@/components/ui/table";
import { ListedProfile } from "@/lib/contract/entitlements";

/** Models of the tiers: switched off for everybody, or closed until a time. */
export function AvailabilitySection({ tiers }: { tiers: TierName[] }) {
  const { items, status, problem, reload } = useList("/api/admin/profiles", ListedProfile);
  const [asked, setAsked] = useState<AvailabilityAsked | null>(null);
  return (
    <Section
      title="Models of the tiers"
      lead="What is off or in maintenance stays visible with its reason, but nobody can use it."
    >
      {status === "failed" ? (
        <RetryBanner title="The models could not be read." retry="Read them again" onRetry={reload}>
          {problem?.detail ?? "The server did not answer."} Nothing was changed.
        </RetryBanner>
      ) : null}
      {items.length > 0 ? (
        <Table
          label="Models of the tiers"
          columns={["Model", "Tier", "State", { name: "Actions", spoken: true }]}
        >
          {items.map((profile) => (
            <ProfileRow
              key={profile.id}
              profile={profile}
              tier={tierNameOf(tiers, profile.tier)}
              onAsk={setAsked}
            />
          ))}
        </Table>
      ) : status === "ready" ? (
        <EmptyState title="No models in any tier yet">
          Add one on the page Models; it appears here by itself.
        </EmptyState>
      ) : status === "loading" ? (
        <LoadingCard label="Loading the models of the tiers" />
      ) : null}
      <AvailabilityDialog asked={asked} onClose={() => setAsked(null)} onChanged={reload} />
    </Section>
  );
}

type ProfileRowProps = {
  profile: ListedProfile;
  tier: string;
  onAsk: (asked: AvailabilityAsked) => void;
};

function ProfileRow({ profile, tier, onAsk }: ProfileRowProps) {
  const { displayName, modelId, provider, enabled, isDefault } = profile;
  const until = closedUntil(profile);
  return (
    <Row>
      <RowHead className="md:min-w-52">
        <span className="flex flex-wrap items-center gap-1.5">
          <span className="font-medium wrap-anywhere">{displayName}</span>
          {isDefault ? <Badge>default of {tier}</Badge> : null}
        </span>
        <span className="block font-mono text-key wrap-anywhere text-text-3">
          {provider}/{modelId}
        </span>
      </RowHead>
      <Cell label="Tier">{tier}</Cell>
      <Cell label="State">
        {!enabled ? (
          <State kind="off">switched off</State>
        ) : until ? (
          <State kind="wait">in maintenance until {momentWords(until)}</State>
        ) : (
          <State kind="ready">on</State>
        )}
      </Cell>
      <Cell className="max-md:justify-end!">
        <span className="flex flex-wrap items-center justify-end gap-1.5">
          {enabled ? (
            <>
              {until ? (
                <Button size="sm" onClick={() => onAsk({ kind: "open", profile })}>
                  Open again<span className="sr-only"> {displayName}</span>
                </Button>
              ) : (
                <Button size="sm" variant="quiet" onClick={() => onAsk({ kind: "maintenance", profile })}>
                  Maintenance<span className="sr-only"> of {displayName}</span>
                </Button>
              )}
              <Button size="sm" variant="quiet" onClick={() => onAsk({ kind: "off", profile })}>
                Switch off<span className="sr-only"> {displayName}</span>
              </Button>
            </>
          ) : (
            <Button size="sm" onClick={() => onAsk({ kind: "on", profile })}>
              Switch on<span className="sr-only"> {displayName}</span>
            </Button>
          )}
        </span>
      </Cell>
    </Row>
  );
}

/** A maintenance that is over counts no more. */
function closedUntil({ maintenanceUntil }: ListedProfile): string | null {
  return maintenanceUntil && new Date(maintenanceUntil) > new Date() ? maintenanceUntil : null;
}
