"use client";

import { useEffect, useState } from "react";
import { tierNameOf, type TierName } from "@/components/admin/tier-names";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { requestJson } from "@/lib/client/request-json";
import { PermissionsEffect, type AffectedPerson, type Matrix } from "@/lib/contract/entitlements";

export type WhoDialogProps = { open: boolean; matrix: Matrix; tiers: TierName[]; onClose: () => void };

/** Whom the changes touch, by name. */
export function WhoDialog({ open, matrix, tiers, onClose }: WhoDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => (next ? undefined : onClose())}
      title="Who exactly?"
      description="Admins and people with a grant of their own keep what they have and are not listed."
      actions={
        <Button variant="primary" onClick={onClose}>
          Back to the matrix
        </Button>
      }
    >
      {open ? <People matrix={matrix} tiers={tiers} /> : null}
    </Dialog>
  );
}

function People({ matrix, tiers }: Pick<WhoDialogProps, "matrix" | "tiers">) {
  const [answer, setAnswer] = useState<{ effect: PermissionsEffect | null } | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    void requestJson("/api/admin/permissions/preview", {
      method: "POST",
      body: { matrix, withPeople: true },
      schema: PermissionsEffect,
      signal: abort.signal,
    }).then((result) => {
      if (!abort.signal.aborted) setAnswer({ effect: result.ok ? result.data : null });
    });
    return () => abort.abort();
  }, [matrix]);

  if (!answer) return <Skeleton className="w-2/3" />;
  if (!answer.effect)
    return (
      <p role="alert" className="text-fail">
        The names could not be read. Nothing was changed; close this and try again.
      </p>
    );
  const { effect } = answer;
  const { people = [] } = effect;
  if (people.length === 0) return <p>Nobody today.</p>;
  return (["gains", "loses"] as const).flatMap((change) =>
    tiers.map(({ id }) => (
      <PeopleList
        key={`${change} ${id}`}
        title={`${change === "gains" ? "Gain" : "Lose"} ${tierNameOf(tiers, id)}`}
        people={people.filter((person) => person.change === change && person.tier === id)}
        total={effect[change][id] ?? 0}
        tiers={tiers}
      />
    )),
  );
}

type PeopleListProps = { title: string; people: AffectedPerson[]; total: number; tiers: TierName[] };

function PeopleList({ title, people, total, tiers }: PeopleListProps) {
  if (people.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3 className="text-sm font-medium">
        {title}: {total}
      </h3>
      <ul className="mt-1 grid gap-1">
        {people.map(({ id, name, email, accountTier }) => (
          <li key={id} className="flex flex-wrap gap-x-2 text-sm">
            <span className="wrap-anywhere">{name}</span>
            <span className="wrap-anywhere text-text-3">
              {email}, {tierNameOf(tiers, accountTier)}
            </span>
          </li>
        ))}
      </ul>
      {total > people.length ? (
        <p className="mt-1 text-sm text-text-3">and {total - people.length} more</p>
      ) : null}
    </section>
  );
}
