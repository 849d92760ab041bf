import { selectionNames } from "@/components/models/model-row";
import { Badge } from "@/components/ui/badge";
import { Dot, type DotKind } from "@/components/ui/state";
import { findModel } from "@/lib/client/models-lookup";
import type { ModelsState } from "@/lib/client/models-state";

/** Names the button that it stands in. */
export const activeModelTextId = "activeModelText";

export type ActiveModelProps = {
  state: Pick<ModelsState, "selection" | "providers" | "tiers" | "running">;
  offline?: boolean;
};

/** "● Currently using: Pro · Qwen3 4B Instruct", the same on the server and in the browser. */
export function ActiveModel({ state, offline = false }: ActiveModelProps) {
  const names = selectionNames(state);
  if (!names || !state.selection) return <span id={activeModelTextId}>No model yet</span>;
  const found = findModel(state, state.selection);
  const dot = activeDot(offline, found);
  return (
    <>
      <Dot kind={dot} />
      <span id={activeModelTextId} className="min-w-0 truncate" title={`${names.tier} · ${names.model}`}>
        <span>
          <span className="max-lg:sr-only">Currently using: </span>
          <b className="font-semibold text-text">{names.tier}</b>
        </span>
        <span>{` · ${names.model}`}</span>
      </span>
      {dot === "fail" ? <span className="flex-none text-sm text-fail">not answering</span> : null}
      {found?.provider.remote ? <Badge className="max-md:hidden">remote</Badge> : null}
    </>
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
