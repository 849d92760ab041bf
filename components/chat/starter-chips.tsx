"use client";

export type StarterChipsProps = {
  starters: readonly string[];
  /** What stands in the composer now. */
  draft: string;
  /** Fills the composer; nothing is sent. */
  onFill: (text: string) => void;
};

/** Questions to begin with. One's own words are never lost to them: a question is put below. */
export function StarterChips({ starters, draft, onFill }: StarterChipsProps) {
  if (starters.length === 0) return null;
  const own = draft.trim() !== "" && !starters.includes(draft);
  return (
    <ul aria-label="Questions to begin with" className="mt-4 grid gap-2 text-left md:grid-cols-2">
      {starters.map((starter) => (
        <li key={starter} className="grid">
          <button
            type="button"
            className="min-h-control rounded-lg border border-line-2 bg-surface px-3 py-2 text-left text-sm text-text-2 hover:bg-hover hover:text-text"
            onClick={() => onFill(own ? `${draft.trimEnd()}\n${starter}` : starter)}
          >
            {starter}
          </button>
        </li>
      ))}
    </ul>
  );
}
