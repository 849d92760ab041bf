import type { ReactNode } from "react";

export type SaveBarProps = {
  /** "2 changes, not saved" */
  title: string;
  /** What saving would do, in people and running answers. */
  effect: ReactNode;
  /** Discard, then what explains, the saving button last. */
  actions: ReactNode;
};

/** Floats at the bottom while a page has changes that are not saved; says what saving does. */
export function SaveBar({ title, effect, actions }: SaveBarProps) {
  return (
    <section
      aria-label="Changes that are not saved"
      className="sticky bottom-4 z-sticky flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg bg-raised py-3 pr-3 pl-4.5 shadow-2"
    >
      <output className="min-w-0 flex-[1_1_300px]">
        <span className="block font-medium">{title}</span>
        <span className="block text-sm text-text-2">{effect}</span>
      </output>
      <div className="flex flex-wrap items-center gap-2 max-md:w-full max-md:*:flex-auto">{actions}</div>
    </section>
  );
}
