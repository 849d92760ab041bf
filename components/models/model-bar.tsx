"use client";

import { useMemo, useState, type ReactNode, type RefObject } from "react";
import { ActiveModelButton } from "@/components/models/active-model-button";
import { DemoNote } from "@/components/models/demo-note";
import { ModelPicker } from "@/components/models/model-picker";
import { ProviderSelect } from "@/components/models/provider-select";
import { TierActionsContext } from "@/components/models/tier-actions";
import { TierChoice } from "@/components/models/tier-choice";
import { tokenCount } from "@/components/models/words";
import { phoneQuery, useMediaQuery } from "@/components/ui/use-media-query";
import type { LockedThing } from "@/components/upgrade/locked-view";
import { useModels } from "@/lib/client/models";
import { findModel } from "@/lib/client/models-lookup";

/** What the server drew of the bar, for the chat that the page was opened with. */
export interface DrawnBar {
  tierSelector: ReactNode;
  activeModel: ReactNode;
}

export type ModelBarProps = {
  drawn: DrawnBar | null;
  pickerOpen: boolean;
  onPickerOpen: (open: boolean) => void;
  onLocked: (thing: LockedThing) => void;
  offline: boolean;
  /** Tokens of the conversation so far, as the last answer counted them; null while unknown. */
  usedTokens: number | null;
  composer: RefObject<HTMLElement | null>;
};

/** Below the composer: tier, provider, what is active, how full the window is. Never disabled: choosing again supersedes. */
export function ModelBar(props: ModelBarProps) {
  const { drawn, pickerOpen, onPickerOpen, onLocked, offline, usedTokens, composer } = props;
  const [provider, setProvider] = useState<string | null>(null);
  const phone = useMediaQuery(phoneQuery);
  const tierActions = useMemo(
    () => ({
      onLocked: (id: string) => {
        onPickerOpen(false);
        onLocked({ kind: "tier", id });
      },
      onAsked: () => onPickerOpen(false),
    }),
    [onPickerOpen, onLocked],
  );
  const tiers = drawn?.tierSelector ?? <TierChoice drawn={null} />;
  const figure = useContextFigure(usedTokens);
  return (
    <TierActionsContext value={tierActions}>
      {/* Where the names need the whole line, the figure falls to the next one, which is not seen; not when it matters. */}
      <div
        className={`flex min-h-10.5 items-center gap-x-1.5 px-0.5 pt-2 max-md:px-0 max-md:pt-1.5 ${figure?.high ? "" : "md:h-10.5 md:flex-wrap md:overflow-clip md:[overflow-clip-margin:4px]"}`}
      >
        <div className="flex max-w-full min-w-0 items-center gap-1.5 max-md:flex-1 max-md:gap-1">
          {/* One of the two: an id stands once. */}
          {phone ? null : <div className="flex-none empty:hidden max-md:hidden">{tiers}</div>}
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
            onLocked={({ key, model }) => onLocked({ kind: "model", key, name: model.displayName })}
            composer={composer}
            trigger={<ActiveModelButton offline={offline}>{drawn?.activeModel}</ActiveModelButton>}
            tiers={phone ? tiers : null}
          />
        </div>
        {figure?.element}
      </div>
      <DemoNote />
    </TierActionsContext>
  );
}

const nearlyFull = 0.7;

function useContextFigure(usedTokens: number | null): { high: boolean; element: ReactNode } | null {
  const models = useModels();
  const found = models.selection && findModel(models, models.selection);
  const window = models.capabilities?.contextLength ?? found?.model.contextLength ?? null;
  if (usedTokens === null || window === null) return null;
  const high = usedTokens / window >= nearlyFull;
  const element = (
    <span
      title="Tokens of this chat, and how many the model can read"
      className={`ml-auto flex h-control flex-none items-center pl-1.5 text-sm whitespace-nowrap tabular-nums max-md:hidden ${high ? "text-wait" : "text-text-3 max-lg:hidden"}`}
    >
      {tokenCount(usedTokens)} of {tokenCount(window)}
      <span className="sr-only"> tokens of the window are used</span>
    </span>
  );
  return { high, element };
}
