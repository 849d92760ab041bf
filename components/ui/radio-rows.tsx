import { useId, type ReactNode } from "react";

export type RadioRow<Value extends string> = {
  value: Value;
  label: string;
  /** After the label, quieter. */
  note?: string;
  hint?: ReactNode;
  /** At the right edge, such as a state. */
  aside?: ReactNode;
};
export type RadioRowsProps<Value extends string> = {
  /** Accessible name of the group. */
  label: string;
  value: Value;
  rows: RadioRow<Value>[];
  onChoose: (value: Value) => void;
};

/** One of a few where each needs a sentence. */
export function RadioRows<Value extends string>({ label, value, rows, onChoose }: RadioRowsProps<Value>) {
  const id = useId();
  return (
    <fieldset className="rounded-lg border border-line bg-surface">
      <legend className="sr-only">{label}</legend>
      {rows.map((row) => (
        <label
          key={row.value}
          className="grid min-h-control cursor-pointer grid-cols-[18px_minmax(0,1fr)_auto] items-start gap-x-3 border-b border-line px-4 py-3 last:border-b-0 hover:bg-hover/45"
        >
          <input
            type="radio"
            name={id}
            value={row.value}
            checked={row.value === value}
            onChange={() => onChoose(row.value)}
            aria-describedby={row.note || row.hint || row.aside ? `${id}-${row.value}` : undefined}
            aria-label={row.label}
            className="mt-px size-4.5 appearance-none rounded-full border-[1.5px] border-line-strong bg-surface checked:border-[5.5px] checked:border-ink"
          />
          <span className="min-w-0">
            <span className="font-medium">{row.label}</span>
            <span id={`${id}-${row.value}`} className="contents">
              {row.note ? <span className="text-xs text-text-3"> {row.note}</span> : null}
              {row.hint ? (
                <span className={`block text-text-3 ${row.note ? "text-xs" : "text-sm"}`}>{row.hint}</span>
              ) : null}
              {row.aside ? <span className="sr-only">, {row.aside}</span> : null}
            </span>
          </span>
          {row.aside ? (
            <span aria-hidden className="self-center">
              {row.aside}
            </span>
          ) : null}
        </label>
      ))}
    </fieldset>
  );
}
