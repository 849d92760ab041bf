"use client";

import { useState, type RefObject } from "react";
import { ActiveModelDisplay } from "@/components/models/active-model-display";
import { DemoNote } from "@/components/models/demo-note";
import { LockedDialog, type LockedThing } from "@/components/models/locked-dialog";
import { ModelPicker } from "@/components/models/model-picker";
import { ProviderSelect } from "@/components/models/provider-select";
import { TierSelector } from "@/components/models/tier-selector";
import { tokenCount } from "@/components/models/words";
import { phoneQuery, useMediaQuery } from "@/components/ui/use-media-query";
import { useModels } from "@/lib/client/models";
import { findModel } from "@/lib/client/models-lookup";

export type ModelBarProps = {
  pickerOpen: boolean;
  onPickerOpen: (open: boolean) => void;
  offline: boolean;
  /** Tokens of the conversation so far, as the last answer counted them; null while unknown. */
  usedTokens: number | null;
  composer: RefObject<HTMLElement | null>;
};

/** Below the composer: tier, provider, what is active, how full the window is. Never disabled: choosing again supersedes. */
export function ModelBar({ pickerOpen, onPickerOpen, offline, usedTokens, composer }: ModelBarProps) {
  const [provider, setProvider] = useState<string | null>(null);
  const [locked, setLocked] = useState<LockedThing | null>(null);
  const phone = useMediaQuery(phoneQuery);
  const lockTier = (tier: Extract<LockedThing, { kind: "tier" }>["tier"]) => {
    onPickerOpen(false);
    setLocked({ kind: "tier", tier });
  };
  return (
    <>
      <div className="flex min-h-10.5 items-center gap-1.5 px-0.5 pt-2 max-md:gap-1 max-md:px-0 max-md:pt-1.5">
        {/* One of the two: an id stands once. */}
        {phone ? null : <TierSelector onLocked={lockTier} className="max-md:hidden" />}
        <ProviderSelect
          onChoose={(id) => {
            setProvider(id);
            onPickerOpen(true);
          }}
        />
        <ModelPicker
          open={pickerOpen}
          onOpenChange={onPickerOpen}
          provider={provider}
          onProvider={setProvider}
          onLocked={(row) => setLocked({ kind: "model", row })}
          composer={composer}
          trigger={<ActiveModelDisplay offline={offline} />}
          tiers={
            phone ? (
              <TierSelector onLocked={lockTier} onAsked={() => onPickerOpen(false)} className="w-full" />
            ) : null
          }
        />
        <ContextFigure usedTokens={usedTokens} />
        <LockedDialog locked={locked} onClose={() => setLocked(null)} finalFocus={composer} />
      </div>
      <DemoNote />
    </>
  );
}

const nearlyFull = 0.7;

function ContextFigure({ usedTokens }: { usedTokens: number | null }) {
  const models = useModels();
  const found = models.selection && findModel(models, models.selection);
  const window = models.capabilities?.contextLength ?? found?.model.contextLength ?? null;
  if (usedTokens === null || window === null) return null;
  const high = usedTokens / window >= nearlyFull;
  return (
    <span
      title="Tokens of this chat, and how many the model can read"
      className={`ml-auto flex-none text-sm whitespace-nowrap tabular-nums max-md:hidden ${high ? "text-wait" : "text-text-3 max-lg:hidden"}`}
    >
      {tokenCount(usedTokens)} of {tokenCount(window)}
      <span className="sr-only"> tokens of the window are used</span>
    </span>
  );
}
