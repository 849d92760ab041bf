import { classNames } from "@/components/ui/class-names";

/** The place of a text that is on its way. The region around it says so in words (`aria-busy`). */
export function Skeleton({ className }: { className?: string }) {
  return (
    <div
      aria-hidden
      className={classNames("h-4 rounded-sm bg-hover motion-safe:animate-breathe", className)}
    />
  );
}
