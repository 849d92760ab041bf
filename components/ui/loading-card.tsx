import { Skeleton } from "@/components/ui/skeleton";

const widths = ["w-2/3", "w-1/2", "w-3/5"];

/**
 * The place of a list that is on its way.
 * @param label "Loading the grants", for screen readers
 */
export function LoadingCard({ label, lines = 3 }: { label: string; lines?: 1 | 2 | 3 }) {
  return (
    <div aria-busy className="grid gap-4 rounded-lg border border-line bg-surface p-5">
      <span className="sr-only">{label}</span>
      {widths.slice(0, lines).map((width) => (
        <Skeleton key={width} className={width} />
      ))}
    </div>
  );
}
