"use client";

import { useState } from "react";
import { effectWords } from "@/components/admin/permissions/matrix-draft";
import { MatrixTable } from "@/components/admin/permissions/matrix-table";
import type { useMatrix } from "@/components/admin/permissions/use-matrix";
import { WhoDialog } from "@/components/admin/permissions/who-dialog";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { RetryBanner } from "@/components/ui/retry-banner";
import { SaveBar } from "@/components/ui/save-bar";

/** The matrix, what went wrong with it, and the bar that says what saving does. */
export function MatrixSection({ matrix }: { matrix: ReturnType<typeof useMatrix> }) {
  const { tiers, draft, changes, step, trouble, effect, set, discard, save } = matrix;
  const [asking, setAsking] = useState(false);
  const count = changes.length === 1 ? "1 change" : `${changes.length} changes`;
  return (
    <>
      {trouble?.kind === "conflict" ? (
        <Banner
          kind="wait"
          role="alert"
          title="Somebody else changed the permissions meanwhile. Nothing of yours was saved."
        >
          Saved by them: {trouble.others}.{" "}
          {changes.length > 0
            ? `Your ${count} ${changes.length === 1 ? "was" : "were"} kept and ${changes.length === 1 ? "stands" : "stand"} on top of theirs now. Look at the effect again, then save.`
            : "What you wanted holds already; there is nothing left to save."}
        </Banner>
      ) : null}
      {trouble?.kind === "failed" ? (
        <RetryBanner title="The changes were not saved." retry="Try again" onRetry={() => void save()}>
          {trouble.why} Your {count} {changes.length === 1 ? "is" : "are"} kept below.
        </RetryBanner>
      ) : null}
      <MatrixTable tiers={tiers} draft={draft} changes={changes} onSet={set} />
      <output className={step === "saved" && changes.length === 0 ? "-mt-2 text-sm text-text-3" : "sr-only"}>
        {step === "saved" && changes.length === 0
          ? "Saved. It counts from the next request of everybody on."
          : ""}
      </output>
      {changes.length > 0 ? (
        <SaveBar
          title={`${count}, not saved`}
          effect={
            effect
              ? effect.effect
                ? effectWords(effect.effect, tiers)
                : "Whom this touches could not be worked out. Saving works all the same."
              : "Working out whom this touches"
          }
          actions={
            <>
              <Button variant="quiet" onClick={discard}>
                Discard
              </Button>
              <Button onClick={() => setAsking(true)}>Who exactly?</Button>
              <Button variant="primary" busy={step === "saving"} onClick={() => void save()}>
                {step === "saving" ? "Saving" : `Save ${count}`}
              </Button>
            </>
          }
        />
      ) : null}
      <WhoDialog open={asking} matrix={draft} tiers={tiers} onClose={() => setAsking(false)} />
    </>
  );
}
