import { Button } from "@/components/ui/button";
import type { PoolModel } from "@/lib/contract/pool";

/** What will happen by itself, and what force would cost. */
export function DrainPanel({ model, onForce }: { model: PoolModel; onForce: () => void }) {
  const { displayName, leases } = model;
  if (leases === 0) return null;
  const answers = leases === 1 ? "1 answer" : `${leases} answers`;
  return (
    <section
      aria-label={`Unload ${displayName}`}
      className="flex flex-wrap items-center gap-x-6 gap-y-3 rounded-lg bg-wait-soft px-4.5 py-4"
    >
      <div className="min-w-0 flex-[1_1_320px]">
        <h2 className="text-read font-semibold">{displayName} is draining</h2>
        <p className="text-text-2">
          {answers} {leases === 1 ? "is" : "are"} still being written; new questions for it wait. It goes as
          soon as {leases === 1 ? "that ends" : "those end"}.
        </p>
        <p className="mt-1.5 text-sm text-text-2">
          Unloading now would end {leases === 1 ? "that answer" : "those answers"} as “interrupted”. The text
          so far is kept, and the person can continue with another model.
        </p>
      </div>
      <Button variant="danger" onClick={onForce}>
        Unload now, end {answers}
      </Button>
    </section>
  );
}
