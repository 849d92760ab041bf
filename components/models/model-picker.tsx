"use client";

import { Combobox } from "@base-ui/react/combobox";
import { Search } from "lucide-react";
import { useEffect, useMemo, useState, type ReactElement, type ReactNode, type RefObject } from "react";
import { modelGoal } from "@/components/models/goals";
import { ModelOption } from "@/components/models/model-option";
import {
  groupRows,
  matchesQuery,
  modelRows,
  selectionNames,
  type ModelRow,
} from "@/components/models/model-row";
import { Button } from "@/components/ui/button";
import { inputClass } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { phoneQuery, useMediaQuery } from "@/components/ui/use-media-query";
import { chooseOfProvider } from "@/lib/client/api";
import { useModels } from "@/lib/client/models";

export type ModelPickerProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Narrows the list to one provider; null shows all. */
  provider: string | null;
  onProvider: (provider: string | null) => void;
  onLocked: (row: ModelRow) => void;
  /** The button that it belongs to. */
  trigger: ReactElement;
  /** The tier selector, on phones. */
  tiers: ReactNode;
  composer: RefObject<HTMLElement | null>;
};

const all = "all";

/** The models of all providers: opens upwards from the ModelBar, on phones as a sheet. Focus returns to the composer. */
export function ModelPicker(props: ModelPickerProps) {
  const { open, onOpenChange, provider, onProvider, onLocked, trigger, tiers, composer } = props;
  const models = useModels();
  const { selection, running, ask, providers, loading, failed, reload, openPicker } = models;
  const phone = useMediaQuery(phoneQuery);
  const [query, setQuery] = useState("");
  const rows = useMemo(() => modelRows(models), [models]);
  const byKey = useMemo(() => new Map(rows.map((row) => [row.key, row])), [rows]);
  const shown = provider === null ? rows : rows.filter((row) => row.provider.id === provider);
  const active = rows.find((row) => row.active);
  const names = selectionNames(models);

  // However it was opened: by its button, by keys, by a line above the composer.
  useEffect(() => (open ? openPicker() : undefined), [open, openPicker]);

  const choose = (key: string | null) => {
    const row = key === null ? undefined : byKey.get(key);
    if (!row) return;
    if (!row.model.access.allowed) onLocked(row);
    // The active model is asked for again only to call off what is loading.
    else if (!row.active || running) ask(modelGoal(row.provider, row.model));
  };

  return (
    <Combobox.Root
      items={groupRows(shown)}
      value={active?.key ?? null}
      onValueChange={choose}
      open={open}
      onOpenChange={(next) => {
        if (next) setQuery("");
        onOpenChange(next);
        if (!next) onProvider(null);
      }}
      inputValue={query}
      onInputValueChange={setQuery}
      itemToStringLabel={(key: string) => byKey.get(key)?.model.displayName ?? ""}
      filter={(key: string, typed: string) => {
        const row = byKey.get(key);
        return row !== undefined && matchesQuery(row, typed);
      }}
      autoHighlight
      modal={phone}
    >
      <Combobox.Trigger render={trigger} />
      <Combobox.Portal>
        <Combobox.Backdrop className="fixed inset-0 z-dialog bg-scrim transition-opacity duration-slow data-ending-style:opacity-0 data-starting-style:opacity-0 md:hidden" />
        <Combobox.Positioner
          side="top"
          align="start"
          sideOffset={6}
          collisionPadding={12}
          className="z-dialog max-md:fixed! max-md:inset-x-0! max-md:top-auto! max-md:bottom-0! max-md:w-full! max-md:transform-none!"
        >
          <Combobox.Popup
            aria-label="Model"
            initialFocus={phone ? false : undefined}
            // A finger gets no keyboard that it did not ask for.
            finalFocus={(by) => (by === "touch" ? true : composer.current)}
            className="flex max-h-[min(46rem,var(--available-height))] w-[min(35rem,var(--available-width))] flex-col overflow-hidden rounded-lg bg-raised shadow-2 outline-none transition-[opacity,transform] duration-base data-ending-style:opacity-0 data-starting-style:opacity-0 max-md:max-h-[88dvh] max-md:w-full max-md:rounded-b-none max-md:rounded-t-xl max-md:shadow-3 max-md:duration-slow max-md:data-ending-style:translate-y-full max-md:data-starting-style:translate-y-full"
          >
            <div className="grid flex-none gap-2 border-b border-line px-4 py-3">
              <div className="flex items-center gap-3">
                <span className="text-sm font-medium">Model</span>
                {names ? (
                  <span className="ml-auto truncate text-sm text-text-3">
                    Currently using: <b className="font-medium text-text">{names.tier}</b>
                  </span>
                ) : null}
              </div>
              {tiers}
              {providers.length > 1 ? (
                <div className="overflow-x-auto lg:hidden">
                  <SegmentedControl
                    label="Provider"
                    value={provider ?? all}
                    onChoose={(next) => onProvider(next === all ? null : next)}
                    className="min-w-full"
                    segments={[
                      { value: all, label: "All" },
                      ...providers.map(({ id, label }) => ({ value: id, label })),
                    ]}
                  />
                </div>
              ) : null}
              {provider === null ? null : (
                <ProviderOffer
                  provider={provider}
                  onTaken={() => onOpenChange(false)}
                  onAll={() => onProvider(null)}
                />
              )}
              <div className="relative">
                <Search aria-hidden className="absolute top-1/2 left-2.5 -translate-y-1/2 text-text-3" />
                <Combobox.Input
                  aria-label="Search models"
                  placeholder="Search models, files, tags"
                  className={`${inputClass} min-h-control! pl-8! md:text-sm!`}
                />
              </div>
            </div>
            <Combobox.List
              aria-label="Models"
              className="min-h-0 flex-1 scroll-py-8 overflow-y-auto overscroll-contain px-1.5 pb-2 outline-none data-empty:hidden"
            >
              {(group: { value: string; items: string[] }) => (
                <Combobox.Group key={group.value} items={group.items}>
                  <Combobox.GroupLabel className="sticky top-0 z-1 bg-raised px-2.5 pt-3 pb-1 pl-9 text-xs font-medium text-text-3">
                    {group.value}
                  </Combobox.GroupLabel>
                  <Combobox.Collection>
                    {(key: string) => {
                      const row = byKey.get(key);
                      return row ? <ModelOption key={key} row={row} /> : null;
                    }}
                  </Combobox.Collection>
                </Combobox.Group>
              )}
            </Combobox.List>
            <Combobox.Empty className="empty:hidden">
              <div className="grid justify-items-start gap-1 px-4 py-6 text-text-2">
                {failed && rows.length === 0 ? (
                  <>
                    <p>
                      The list of models could not be loaded. {names ? `${names.tier} stays active.` : ""}
                    </p>
                    <Button size="sm" onClick={reload}>
                      Load the list again
                    </Button>
                  </>
                ) : loading && rows.length === 0 ? (
                  <p>Loading the models</p>
                ) : query ? (
                  <p className="wrap-anywhere">
                    No model matches “{query}”. Search looks at names, files, tags and engines.
                  </p>
                ) : (
                  <p>There is no model here yet. An admin can add one.</p>
                )}
              </div>
            </Combobox.Empty>
            <div className="flex flex-none flex-wrap items-center gap-x-3.5 gap-y-1 border-t border-line px-4 py-2 pb-[max(0.5rem,env(safe-area-inset-bottom))] text-xs text-text-3">
              <span className="max-md:hidden">
                <Kbd>↑</Kbd> <Kbd>↓</Kbd> choose
              </span>
              <span className="max-md:hidden">
                <Kbd>Enter</Kbd> switch
              </span>
              <span className="max-md:hidden">
                <Kbd>Esc</Kbd> keep {names?.tier}
              </span>
              <span className="ml-auto">{selection ? "Answers in progress finish first." : null}</span>
            </div>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  );
}

/** The model that was used last at the provider that the list is narrowed to. Nothing switches until it is taken. */
function ProviderOffer({
  provider,
  onTaken,
  onAll,
}: {
  provider: string;
  onTaken: () => void;
  onAll: () => void;
}) {
  const { providers, selection, ask } = useModels();
  const listed = providers.find(({ id }) => id === provider);
  const offer = listed && chooseOfProvider(listed);
  const isActive = offer && selection?.provider === provider && selection.model === offer.id;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-text-2">
      <span className="min-w-0 flex-1 truncate">
        {!listed || listed.models.length === 0
          ? `${listed?.label ?? provider} has no model${listed?.status === "up" ? " yet" : " to show now"}.`
          : `${listed.label}: ${listed.models.length === 1 ? "1 model" : `${listed.models.length} models`}`}
      </span>
      {listed && offer && !isActive ? (
        <Button
          size="sm"
          onClick={() => {
            ask(modelGoal(listed, offer));
            onTaken();
          }}
        >
          Use {offer.displayName}
        </Button>
      ) : null}
      <Button variant="link" size="sm" className="max-lg:hidden" onClick={onAll}>
        Show all providers
      </Button>
    </div>
  );
}
