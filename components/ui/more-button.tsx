import { Button } from "@/components/ui/button";

export type MoreButtonProps = {
  /** What comes: "Show older grants". */
  label: string;
  busy: boolean;
  onMore: () => void;
};

/** Below a list of which there is more. */
export function MoreButton({ label, busy, onMore }: MoreButtonProps) {
  return (
    <Button size="sm" variant="quiet" className="justify-self-center" busy={busy} onClick={onMore}>
      {busy ? "Loading" : label}
    </Button>
  );
}
