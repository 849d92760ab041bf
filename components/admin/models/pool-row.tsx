"use client";

import { Pin, PinOff } from "lucide-react";
import { answerCount, gibibytes } from "@/components/admin/models/memory-words";
import type { PoolCommands } from "@/components/admin/models/use-pool";
import { loadShare } from "@/components/models/words";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { momentWords } from "@/components/ui/moment-words";
import { ProgressBar } from "@/components/ui/progress-bar";
import { State, type DotKind } from "@/components/ui/state";
import { Cell, Row, RowHead } from "@/components/ui/table";
import type { PoolModel } from "@/lib/contract/pool";

const dots: Record<string, DotKind> = {
  ready: "ready",
  loading: "busy",
  draining: "wait",
  unloading: "wait",
  failed: "fail",
};

export type PoolRowProps = { model: PoolModel; waiting: number; commands: PoolCommands };

export function PoolRow({ model, waiting, commands }: PoolRowProps) {
  const { displayName, status, progress, measuredBytes, estimatedBytes } = model;
  const loaded = status === "ready" || status === "draining" || status === "unloading";
  return (
    <Row>
      <RowHead className="md:min-w-52">
        <span className="flex flex-wrap items-center gap-1.5">
          <span className="font-medium wrap-anywhere">{displayName}</span>
          {model.pinned ? (
            <Badge>
              <Pin aria-hidden className="size-3!" />
              pinned
            </Badge>
          ) : null}
          {model.demo ? <Badge>tiny demo model</Badge> : null}
        </span>
        <span className="block font-mono text-key wrap-anywhere text-text-3">{model.model}</span>
      </RowHead>
      <Cell label="State">
        <span className="grid">
          <State kind={dots[status] ?? "cold"}>
            {status === "loading" && progress ? `loading, ${loadShare(progress)}` : status}
          </State>
          {status === "loading" ? (
            <ProgressBar label={`Loading ${displayName}`} value={progress ?? null} className="mt-1 w-30" />
          ) : null}
          {model.reason ? <span className="max-w-[36ch] text-xs text-text-3">{model.reason}</span> : null}
        </span>
      </Cell>
      <Cell label="Answers" className="md:whitespace-nowrap">
        {waiting > 0 && model.leases === 0
          ? `${waiting} wait${waiting === 1 ? "s" : ""}`
          : answerCount(model.leases)}
      </Cell>
      <Cell label="Memory" className="tabular-nums md:text-right md:whitespace-nowrap">
        {loaded
          ? gibibytes(measuredBytes ?? estimatedBytes)
          : estimatedBytes > 0
            ? `needs ${gibibytes(estimatedBytes)}`
            : "–"}
      </Cell>
      <Cell label="Tier">{model.tiers.join(", ") || "none"}</Cell>
      <Cell label="Last used" className="md:whitespace-nowrap md:max-lg:hidden">
        {model.leases > 0 ? "now" : model.lastUsedAt ? momentWords(model.lastUsedAt) : "–"}
      </Cell>
      <Cell className="max-md:justify-end!">
        <span className="flex items-center justify-end gap-1.5">
          <RowVerb model={model} commands={commands} />
          <IconButton
            label={model.pinned ? `Release ${displayName}` : `Pin ${displayName}, never evict it`}
            onClick={() => commands.pin(model, !model.pinned)}
          >
            {model.pinned ? <PinOff aria-hidden /> : <Pin aria-hidden />}
          </IconButton>
        </span>
      </Cell>
    </Row>
  );
}

/** The one thing that can be done next. */
function RowVerb({ model, commands }: Omit<PoolRowProps, "waiting">) {
  const name = <span className="sr-only"> {model.displayName}</span>;
  switch (model.status) {
    case "ready":
      return (
        <Button size="sm" busy={commands.busy.has(model.model)} onClick={() => commands.unload(model)}>
          Unload{name}
        </Button>
      );
    case "loading":
      return (
        <Button size="sm" onClick={() => commands.unload(model)}>
          Cancel<span className="sr-only"> loading {model.displayName}</span>
        </Button>
      );
    case "cold":
      return (
        <Button size="sm" busy={commands.busy.has(model.model)} onClick={() => commands.load(model)}>
          Load{name}
        </Button>
      );
    case "failed":
      // A file that is wrong in itself has no estimate and can not be loaded.
      return model.estimatedBytes > 0 ? (
        <Button size="sm" busy={commands.busy.has(model.model)} onClick={() => commands.load(model)}>
          Try again<span className="sr-only"> to load {model.displayName}</span>
        </Button>
      ) : null;
    default:
      return null;
  }
}
