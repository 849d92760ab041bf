import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

/** Above a form that was refused: what happened, what was kept, what to do next. Read out at once. */
export function FormFailure({ children }: { children: ReactNode }) {
  return (
    <div role="alert" className="flex gap-2 rounded-md bg-fail-soft px-3 py-2.5 text-sm">
      <TriangleAlert aria-hidden className="mt-0.5 text-fail" />
      <div className="min-w-0 wrap-break-word">{children}</div>
    </div>
  );
}
