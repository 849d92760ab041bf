import type { CSSProperties } from "react";
import { gibibyteFigure, gibibytes } from "@/components/admin/models/memory-words";
import type { PoolAnswer, PoolModel } from "@/lib/contract/pool";

const hatched: CSSProperties = {
  backgroundImage: "repeating-linear-gradient(135deg, var(--accent-line) 0 3px, transparent 3px 8px)",
};
const looks: Record<string, { className: string; style?: CSSProperties; word: string }> = {
  ready: { className: "bg-accent text-bg", word: "ready" },
  draining: { className: "bg-off-dot text-bg", word: "draining" },
  unloading: { className: "bg-off-dot text-bg", word: "draining" },
  loading: { className: "bg-accent-soft text-text", style: hatched, word: "reserved while loading" },
};
const legend = ["ready", "draining", "loading"] as const;

/** One bar is the budget: who holds how much of it, what is free, and a tick for what was measured. */
export function MemoryLedger({ pool }: { pool: PoolAnswer }) {
  const { budgetBytes, reservedBytes, measuredBytes } = pool;
  const held = pool.models.filter((model) => looks[model.status]);
  // Estimates may pass the budget for a moment; the bar never does.
  const whole = Math.max(budgetBytes, reservedBytes, 1);
  const share = (bytes: number) => `${(bytes / whole) * 100}%`;
  const freeBytes = Math.max(0, budgetBytes - reservedBytes);
  return (
    <section className="rounded-lg border border-line bg-surface p-4.5" aria-label="Memory of llama.cpp">
      <div className="mb-3 flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h2 className="text-read font-semibold">Memory of llama.cpp</h2>
        <p className="text-sm text-text-3 tabular-nums">
          {gibibyteFigure(reservedBytes)} of {gibibytes(budgetBytes)} promised,{" "}
          {gibibyteFigure(measuredBytes)} measured
        </p>
      </div>
      <p className="sr-only">
        {held.map((model) => describe(model)).join(", ") || "Nothing is loaded"}; free {gibibytes(freeBytes)}.
      </p>
      <div aria-hidden className="flex h-9 overflow-hidden rounded-md border border-line bg-sunken text-xs">
        {held.map((model) => {
          const look = looks[model.status];
          return (
            <span
              key={model.model}
              style={{ width: share(model.estimatedBytes), ...look?.style }}
              className={`@container min-w-1 overflow-hidden border-r-2 border-surface ${look?.className ?? ""}`}
            >
              <span className="flex h-full items-center px-2 whitespace-nowrap @max-[3rem]:hidden">
                <span className="truncate max-md:hidden">{model.displayName},&nbsp;</span>
                {gibibyteFigure(model.estimatedBytes)}
              </span>
            </span>
          );
        })}
        <span className="flex min-w-0 flex-1 items-center px-2 whitespace-nowrap text-text-3">
          {gibibyteFigure(freeBytes)} free
        </span>
      </div>
      <div aria-hidden className="relative h-2">
        {measuredBytes > 0 ? (
          <span className="absolute top-0 h-2 w-0.5 bg-text" style={{ left: share(measuredBytes) }} />
        ) : null}
      </div>
      <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-1 text-xs text-text-2">
        {legend.map((status) => (
          <li key={status} className="flex items-center gap-1.5">
            <i
              aria-hidden
              style={looks[status]?.style}
              className={`inline-block h-2.5 w-4 rounded-[2px] ${looks[status]?.className ?? ""}`}
            />
            {looks[status]?.word}
          </li>
        ))}
        <li className="flex items-center gap-1.5">
          <i aria-hidden className="inline-block h-2.5 w-0.5 bg-text" />
          measured
        </li>
      </ul>
    </section>
  );
}

const describe = (model: PoolModel) =>
  `${model.displayName} ${looks[model.status]?.word ?? model.status} ${gibibytes(model.estimatedBytes)}`;
