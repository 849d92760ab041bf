"use client";

import { Combobox } from "@base-ui/react/combobox";
import { Check, Lock } from "lucide-react";
import type { ModelRow } from "@/components/models/model-row";
import { Badge } from "@/components/ui/badge";
import { ProgressBar } from "@/components/ui/progress-bar";
import { State } from "@/components/ui/state";

/** One model in the picker. No button or link inside: Enter on a locked row opens its dialog. */
export function ModelOption({ row }: { row: ModelRow }) {
  const { model, state, aside, bar, why, askFor, active } = row;
  const locked = !model.access.allowed;
  return (
    <Combobox.Item
      value={row.key}
      className="grid cursor-pointer grid-cols-[16px_minmax(0,1fr)_auto] items-center gap-x-2.5 rounded-md px-2.5 py-1.75 outline-none select-none data-highlighted:bg-hover max-md:py-2.5"
    >
      <span aria-hidden className={active ? "text-accent" : "text-text-3"}>
        {active ? <Check className="block" /> : locked ? <Lock className="block" /> : null}
      </span>
      <span className="flex min-w-0 flex-wrap items-baseline gap-x-2">
        <span className={`min-w-0 truncate font-medium ${locked ? "text-text-2" : ""}`}>
          {model.displayName}
        </span>
        <span className="text-xs text-text-3">{row.tierText}</span>
        {model.demo ? <Badge>tiny demo model</Badge> : null}
        {active ? <span className="sr-only">, active</span> : null}
      </span>
      <span className="col-start-3 row-start-1 justify-self-end text-right">
        {state.kind ? (
          <State kind={state.kind}>{state.word}</State>
        ) : (
          <span className="text-sm text-text-2">{state.word}</span>
        )}
      </span>
      <span className="col-start-2 min-w-0 text-xs leading-4.5 text-text-3 max-md:col-end-[-1]">
        <span className="font-mono text-key wrap-anywhere text-text-2">{model.id}</span>
        {" · "}
        {row.meta}
      </span>
      {aside ? (
        <span
          className={`col-start-3 row-start-2 text-right text-xs text-text-3 tabular-nums max-md:col-start-2 max-md:col-end-[-1] max-md:row-start-3 max-md:text-left ${aside.isSize ? "max-md:hidden" : ""}`}
        >
          {aside.text}
        </span>
      ) : null}
      {bar ? (
        <ProgressBar
          label={`Loading ${model.displayName}`}
          value={bar.value}
          className="col-start-2 col-end-[-1] mt-1.5 mb-0.5"
        />
      ) : null}
      {why ? (
        <span className="col-start-2 col-end-[-1] mt-0.5 text-sm text-text-2">
          {why}
          {askFor ? (
            <>
              {" "}
              <span className="text-accent underline underline-offset-3">Ask for {askFor}</span>
            </>
          ) : null}
        </span>
      ) : null}
    </Combobox.Item>
  );
}
