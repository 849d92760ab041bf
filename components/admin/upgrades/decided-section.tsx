"use client";

import { tierNameOf, type TierName } from "@/components/admin/tier-names";
import type { useList } from "@/components/admin/use-list";
import { Section } from "@/components/layout/page";
import { dayWords, momentWords } from "@/components/ui/moment-words";
import { MoreButton } from "@/components/ui/more-button";
import { State } from "@/components/ui/state";
import { Cell, Row, RowHead, Table } from "@/components/ui/table";
import type { ListedUpgradeRequest } from "@/lib/contract/upgrade";

export type DecidedSectionProps = {
  list: ReturnType<typeof useList<ListedUpgradeRequest>>;
  tiers: TierName[];
};

/** What became of earlier requests. */
export function DecidedSection({ list, tiers }: DecidedSectionProps) {
  const decided = list.items.filter(({ state }) => state !== "pending");
  if (decided.length === 0 && !list.nextCursor) return null;
  return (
    <Section title="Decided" lead="Newest request first">
      <Table label="Decided requests" columns={["Person", "Asked for", "Decision", "Reason", "When"]}>
        {decided.map(({ id, user, tier, state, until, reason, createdAt, decidedAt }) => (
          <Row key={id}>
            <RowHead className="md:min-w-40">
              <span className="block font-medium wrap-anywhere">{user.name}</span>
              <span className="block text-xs wrap-anywhere text-text-3">{user.email}</span>
            </RowHead>
            <Cell label="Asked for">{tierNameOf(tiers, tier)}</Cell>
            <Cell label="Decision">
              <State kind={state === "approved" ? "ready" : "off"}>
                {until ? `${state} until ${dayWords(until)}` : state}
              </State>
            </Cell>
            <Cell label="Reason">
              <span className="wrap-anywhere md:max-w-[42ch]">{reason ?? "–"}</span>
            </Cell>
            <Cell label="When" className="md:whitespace-nowrap">
              <time dateTime={decidedAt ?? createdAt}>{momentWords(decidedAt ?? createdAt)}</time>
            </Cell>
          </Row>
        ))}
      </Table>
      {list.nextCursor ? (
        <MoreButton label="Show older requests" busy={list.status === "loading"} onMore={list.loadMore} />
      ) : null}
    </Section>
  );
}
