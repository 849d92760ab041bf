"use client";

import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { selectionNames } from "@/components/models/model-row";
import { Badge } from "@/components/ui/badge";
import { Skeleton } from "@/components/ui/skeleton";
import { Dot, type DotKind } from "@/components/ui/state";
import { useModels } from "@/lib/client/models";
import { findModel } from "@/lib/client/models-lookup";

/** "● Currently using: Pro · Qwen3 4B Instruct ⌄": what is active, until the commit of something else. */
export function ActiveModelDisplay({ offline, ...button }: ComponentProps<"button"> & { offline: boolean }) {
  const models = useModels();
  const { selection, loading } = models;
  const names = selectionNames(models);
  const found = selection && findModel(models, selection);
  const dot = activeDot(offline, found);
  return (
    <button
      {...button}
      type="button"
      id="activeModelDisplay"
      // A combobox is not named by its content.
      aria-label={names ? `Currently using: ${names.tier} · ${names.model}` : "Model"}
      title={names && found ? `${names.tier} · ${names.model}` : undefined}
      className="model-status flex min-h-control min-w-0 items-center gap-2 rounded-md border border-transparent px-2.5 pr-2 text-left text-text-2 hover:bg-hover aria-expanded:bg-hover max-md:flex-1 max-md:border-line max-md:bg-surface"
    >
      {names ? (
        <>
          <Dot kind={dot} />
          <span className="min-w-0 truncate">
            <span>
              <span className="max-lg:sr-only">Currently using: </span>
              <b className="font-semibold text-text">{names.tier}</b>
            </span>
            {/* Before the list has come only the file is known: better nothing for a moment than another name. */}
            {found || !loading ? <span>{` · ${names.model}`}</span> : null}
          </span>
          {dot === "fail" ? <span className="flex-none text-sm text-fail">not answering</span> : null}
          {found?.provider.remote ? <Badge className="max-md:hidden">remote</Badge> : null}
        </>
      ) : loading ? (
        <>
          <Skeleton className="w-40" />
          <span className="sr-only">Loading the models</span>
        </>
      ) : (
        <span>{models.failed ? "The models could not be loaded" : "No model yet"}</span>
      )}
      <ChevronDown aria-hidden className="text-text-3 max-md:ml-auto" />
    </button>
  );
}

function activeDot(offline: boolean, found: ReturnType<typeof findModel>): DotKind {
  if (offline || !found) return "cold";
  if (found.provider.status === "down" || found.provider.status === "off") return "fail";
  switch (found.model.status) {
    case "ready":
    case "remote":
      return "ready";
    case "loading":
      return "busy";
    case "draining":
      return "wait";
    case "failed":
      return "fail";
    case "cold":
      return "cold";
    default: {
      const never: never = found.model.status;
      return never;
    }
  }
}
