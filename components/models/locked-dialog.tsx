"use client";

import { useState, type RefObject } from "react";
import { modelGoal } from "@/components/models/goals";
import { groupRows, modelRows, selectionNames, type ModelRow } from "@/components/models/model-row";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { RadioRows } from "@/components/ui/radio-rows";
import { useModels } from "@/lib/client/models";
import type { ModelsState } from "@/lib/client/models-state";
import { tierName } from "@/lib/client/models-lookup";
import type { ListedTier } from "@/lib/contract/models";

export type LockedThing = { kind: "tier"; tier: ListedTier } | { kind: "model"; row: ModelRow };

export type LockedDialogProps = {
  locked: LockedThing | null;
  onClose: () => void;
  finalFocus: RefObject<HTMLElement | null>;
};

const mostAlternatives = 4;

/** Locked is not missing: says what is locked, what was kept, and what can be used right now. */
export function LockedDialog({ locked, onClose, finalFocus }: LockedDialogProps) {
  const models = useModels();
  const [picked, setPicked] = useState<string | null>(null);
  // The words stay while the dialog moves out.
  const [shown, setShown] = useState(locked);
  if (locked && locked !== shown) {
    setShown(locked);
    setPicked(null);
  }
  const rows = modelRows(models);
  const order = groupRows(rows.filter(({ active, group }) => !active && group !== "Locked")).flatMap(
    ({ items }) => items,
  );
  const usable = order
    .map((key) => rows.find((row) => row.key === key))
    .filter((row) => row !== undefined)
    .filter((row) => row.state.kind !== "fail" && row.state.kind !== "off")
    .slice(0, mostAlternatives);
  const choice = usable.find(({ key }) => key === picked) ?? null;
  const names = selectionNames(models);
  const keep = names ? `Keep ${names.tier}` : "Close";

  return (
    <Dialog
      open={locked !== null}
      onOpenChange={(open) => (open ? undefined : onClose())}
      finalFocus={finalFocus}
      title={shown ? lockedTitle(models, shown) : ""}
      description={
        <>
          {shown ? lockedReason(models, shown) : null}
          {names ? ` ${names.tier}, ${names.model} stays active; nothing was changed.` : null}
        </>
      }
      actions={
        <>
          <Button variant={choice ? "quiet" : "primary"} onClick={onClose}>
            {keep}
          </Button>
          {choice ? (
            <Button
              variant="primary"
              onClick={() => {
                models.ask(modelGoal(choice.provider, choice.model));
                onClose();
              }}
            >
              Use {choice.model.displayName}
            </Button>
          ) : null}
        </>
      }
    >
      {usable.length > 0 ? (
        <>
          <p className="text-sm font-medium">You can use now</p>
          <RadioRows
            label="Models that you can use now"
            value={choice?.key ?? ""}
            onChoose={setPicked}
            rows={usable.map(({ key, model, tierText, state, meta }) => ({
              value: key,
              label: model.displayName,
              hint: `${tierText} · ${meta} · ${state.word}`,
            }))}
          />
        </>
      ) : null}
    </Dialog>
  );
}

function lockedTitle(state: ModelsState, locked: LockedThing): string {
  if (locked.kind === "tier")
    return locked.tier.access.allowed
      ? `${locked.tier.displayName} has no model yet`
      : `${locked.tier.displayName} is not part of your account`;
  const { model } = locked.row;
  switch (model.access.reason) {
    case "quota":
      return `${model.displayName} is used up for now`;
    case "maintenance":
      return `${model.displayName} is in maintenance`;
    case "admin":
      return `${model.displayName} is turned off`;
    case "gone":
      return `The file of ${model.displayName} was removed`;
    case "tier":
    case undefined:
      return `${tierName(state, model.access.requiredTier ?? model.tier)} is not part of your account`;
    default: {
      const never: never = model.access.reason;
      return never;
    }
  }
}

function lockedReason(state: ModelsState, locked: LockedThing): string {
  const account = state.tiers?.accountTier;
  const yours = account ? `Your account is ${tierName(state, account)}.` : "";
  if (locked.kind === "tier") {
    const more = locked.tier.access.allowed ? "An admin can add one." : yours;
    return [locked.tier.description, more].filter(Boolean).join(" ");
  }
  const { model, why } = locked.row;
  return model.access.reason === "tier" || !model.access.reason
    ? `${model.displayName} belongs to ${tierName(state, model.tier)}. ${yours}`.trim()
    : (why ?? "");
}
