import type { ReactNode } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";

export type RetryBannerProps = {
  /** What could not be read or saved. */
  title: string;
  /** On the button: "Read it again". */
  retry: string;
  onRetry: () => void;
  /** What the server said to it, and what was kept. */
  children: ReactNode;
};

/** A failure that one more try may mend. Read out at once. */
export function RetryBanner({ title, retry, onRetry, children }: RetryBannerProps) {
  return (
    <Banner
      kind="fail"
      role="alert"
      title={title}
      action={
        <Button size="sm" onClick={onRetry}>
          {retry}
        </Button>
      }
    >
      {children}
    </Banner>
  );
}
