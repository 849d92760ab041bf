"use client";

import { useRef, useState, type RefObject } from "react";
import { modelGoal } from "@/components/models/goals";
import { modelName, tierName } from "@/lib/client/models-lookup";
import { AskForTier } from "@/components/upgrade/ask-for-tier";
import { BuyTier } from "@/components/upgrade/buy-tier";
import { lockedView, type LockedThing } from "@/components/upgrade/locked-view";
import { UsableModels } from "@/components/upgrade/usable-models";
import { usableRows } from "@/components/upgrade/usable-rows";
import { useUpgradeRequest } from "@/components/upgrade/use-upgrade-request";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useModels } from "@/lib/client/models";
import type { SwitchGoal } from "@/lib/client/models-state";

export type LockedDialogProps = {
  locked: LockedThing | null;
  onClose: () => void;
  /** Something is written in the composer: it is said that it stays. */
  hasDraft: boolean;
  finalFocus: RefObject<HTMLElement | null>;
};

/** Locked is not missing: what it is, what can be used right now, and how to get it. Unlocks while one looks at it. */
export function LockedDialog({ locked, onClose, hasDraft, finalFocus }: LockedDialogProps) {
  const models = useModels();
  const [picked, setPicked] = useState<string | null>(null);
  const [note, setNote] = useState("");
  // The words stay while the dialog moves out.
  const [shown, setShown] = useState(locked);
  if (locked && locked !== shown) {
    setShown(locked);
    setPicked(null);
  }
  const primary = useRef<HTMLButtonElement>(null);
  const view = shown && lockedView(models, shown);
  const upgrade = useUpgradeRequest(locked && view?.kind === "ask" ? view.tier : null);

  const usable = usableRows(models);
  const choice = usable.find(({ key }) => key === picked) ?? usable[0] ?? null;
  const { selection } = models;
  const activeName = selection ? modelName(models, selection) : null;
  const use = (goal: SwitchGoal) => {
    models.ask(goal);
    onClose();
  };
  const inUse =
    view?.kind === "open" &&
    selection?.provider === view.goal.provider &&
    selection.model === view.goal.model;
  const stays = inUse
    ? "You are using it already."
    : selection && `${tierName(models, selection.tier)}, ${activeName} stays active until you switch.`;
  const kept = `Nothing was switched${hasDraft ? ", and your message is still in the composer" : ""}.`;

  return (
    <Dialog
      open={locked !== null}
      onOpenChange={(open) => (open ? undefined : onClose())}
      initialFocus={primary}
      finalFocus={finalFocus}
      closeLabel="Close"
      title={view?.title ?? ""}
      description={
        view?.kind === "open"
          ? [view.reason, stays].filter(Boolean).join(" ")
          : [view?.reason, kept].filter(Boolean).join(" ")
      }
      actions={
        view?.kind === "open" && !inUse ? (
          <>
            <Button onClick={onClose}>Keep {activeName ?? "what is active"}</Button>
            <Button ref={primary} variant="primary" onClick={() => use(view.goal)}>
              Use {view.name}
            </Button>
          </>
        ) : (
          <>
            {view?.kind === "ask" && upgrade.request?.state !== "pending" ? (
              <Button busy={upgrade.busy} onClick={() => upgrade.ask(note)}>
                {upgrade.busy ? "Asking" : `Ask for ${view.name}`}
              </Button>
            ) : null}
            {view?.kind === "ask" && locked ? <BuyTier tier={view.tier} name={view.name} /> : null}
            {view?.kind !== "open" && choice && !choice.active ? (
              <Button
                ref={primary}
                variant="primary"
                onClick={() => use(modelGoal(choice.provider, choice.model))}
              >
                Use {choice.model.displayName}
              </Button>
            ) : (
              <Button ref={primary} variant="primary" onClick={onClose}>
                {activeName ? `Keep ${activeName}` : "Close"}
              </Button>
            )}
          </>
        )
      }
    >
      {view?.kind === "ask" && view.gives ? <p className="text-text-2">{view.gives}</p> : null}
      {view?.kind !== "open" && usable.length > 0 ? (
        <UsableModels
          rows={usable}
          tierName={(id) => tierName(models, id)}
          value={choice?.key ?? ""}
          onChoose={setPicked}
        />
      ) : null}
      {view?.kind === "ask" ? (
        <AskForTier name={view.name} upgrade={upgrade} note={note} onNote={setNote} />
      ) : null}
    </Dialog>
  );
}
