import type { Route, Turn } from "@/components/chat/transcript";
import { tierName } from "@/lib/client/models-lookup";
import type { ModelsState } from "@/lib/client/models-state";

export type NodeKind = "served" | "fallback" | "cut" | "live" | null;

const nodes: Record<Exclude<NodeKind, null>, string> = {
  served: "rounded-full bg-text-2",
  fallback: "rounded-full border-[2.5px] border-wait-dot bg-surface",
  cut: "rounded-[2px] bg-fail-dot",
  live: "rounded-full bg-accent",
};

/** The line in the left gutter that joins the answers. It says nothing that the words lack, so phones go without. */
export function RouteLine({ turn, node }: { turn: Pick<Turn, "track" | "first" | "last">; node: NodeKind }) {
  const left = turn.track === "a" ? "-left-[29px]" : "-left-[19px]";
  const nodeLeft = turn.track === "a" ? "-left-[33px]" : "-left-[23px]";
  const span =
    turn.first && turn.last
      ? "top-2.5 h-0"
      : turn.last
        ? "top-0 h-2.5"
        : turn.first
          ? "top-2.5 bottom-0"
          : "inset-y-0";
  return (
    <span aria-hidden className="max-md:hidden">
      <span className={`absolute w-0.5 bg-line-2 ${left} ${span}`} />
      {node ? (
        <span
          className={`absolute top-1.25 size-2.5 shadow-[0_0_0_3px_var(--bg)] ${nodeLeft} ${nodes[node]}`}
        />
      ) : null}
    </span>
  );
}

/** "From here on: Pro · Qwen3 4B Instruct", where the line moves to the other track. */
export function SwitchLine({
  route,
  track,
  models,
}: {
  route: Route;
  track: Turn["track"];
  models: ModelsState;
}) {
  const tier = route.tier === null ? null : tierName(models, route.tier);
  const toLeft = track === "a";
  return (
    <div className="relative flex min-h-14 flex-wrap items-center gap-x-2.5 pb-7 text-sm text-text-3 after:h-px after:min-w-6 after:flex-1 after:bg-line max-md:min-h-0 max-md:pb-6">
      <svg
        viewBox="0 0 24 56"
        preserveAspectRatio="none"
        aria-hidden
        className={`absolute top-0 -left-[33px] h-full w-6 overflow-visible fill-none stroke-line-2 max-md:hidden ${toLeft ? "origin-[10px_0] -scale-x-100" : ""}`}
        strokeWidth={2}
      >
        <path d="M5 0v4C5 30 15 24 15 52v4" vectorEffect="non-scaling-stroke" />
        <path d="M5 22v16" strokeDasharray="2 4" vectorEffect="non-scaling-stroke" />
      </svg>
      <span className="min-w-0 wrap-anywhere">
        From here on: <b className="font-semibold text-text">{tier ?? route.name}</b>
        {tier ? ` · ${route.name}` : null}
      </span>
    </div>
  );
}
