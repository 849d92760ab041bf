"use client";

import { useState } from "react";
import { AuditRow } from "@/components/admin/audit/audit-row";
import { AuditToolbar } from "@/components/admin/audit/audit-toolbar";
import { addressOf, queryOf, type AuditFilters } from "@/components/admin/audit/filters";
import { useAudit } from "@/components/admin/audit/use-audit";
import { useVerify } from "@/components/admin/audit/use-verify";
import { VerifyButton, VerifyResult } from "@/components/admin/audit/verify-button";
import { Page } from "@/components/layout/page";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { LoadingCard } from "@/components/ui/loading-card";
import { RetryBanner } from "@/components/ui/retry-banner";
import { Table } from "@/components/ui/table";

export type AuditPanelProps = { filters: AuditFilters; actions: string[] };

const count = new Intl.NumberFormat("en-GB");

/** Who switched what and why, and everything else that was changed. */
export function AuditPanel({ filters: first, actions }: AuditPanelProps) {
  const [filters, setFilters] = useState(first);
  const audit = useAudit(queryOf(filters));
  const verify = useVerify(audit.reload);
  const { items, loading, failure } = audit;

  const filter = (next: AuditFilters) => {
    setFilters(next);
    // The address follows without a new page from the server.
    window.history.replaceState(null, "", addressOf(next));
  };
  const last = audit.first + (items?.length ?? 0) - 1;
  const range = items?.length ? `${count.format(audit.first)} to ${count.format(last)}` : "";

  return (
    <Page
      title="Audit"
      lead="Every attempt to switch and every change of this site, newest first. Rows are chained: none can be edited or taken away unseen."
      actions={<VerifyButton verify={verify} />}
    >
      <output className="block empty:hidden">
        <VerifyResult verify={verify} />
      </output>
      <div className="grid gap-3" aria-busy={loading}>
        <AuditToolbar filters={filters} actions={actions} onChange={filter} />
        {failure ? (
          <RetryBanner title="The trail could not be read." retry="Read it again" onRetry={audit.reload}>
            {failure.problem?.detail ?? "The server did not answer."} The trail is as it was; what is shown
            below may not fit the filters.
          </RetryBanner>
        ) : null}
        {items === null ? (
          failure ? null : (
            <LoadingCard label="Loading the trail" />
          )
        ) : items.length > 0 ? (
          <Table
            label="Audit trail"
            columns={[
              "When",
              "Who",
              "What",
              "Outcome",
              { name: "Took", className: "text-right!" },
              { name: "Details", spoken: true },
            ]}
          >
            {items.map((item) => (
              <AuditRow key={item.seq} item={item} />
            ))}
          </Table>
        ) : (
          <EmptyState title="No row of the trail fits these filters">
            Take one away, or show everything.
          </EmptyState>
        )}
        <div className="flex flex-wrap items-center gap-2 text-sm text-text-3">
          <output>{loading ? "Reading" : range}</output>
          {audit.newer || audit.older ? (
            <span className="ml-auto flex gap-2">
              <Button
                size="sm"
                variant="quiet"
                aria-disabled={audit.newer === null}
                onClick={() => audit.newer?.()}
              >
                Newer
              </Button>
              <Button size="sm" aria-disabled={audit.older === null} onClick={() => audit.older?.()}>
                Older
              </Button>
            </span>
          ) : null}
        </div>
      </div>
    </Page>
  );
}
