"use client";

import { TriangleAlert } from "lucide-react";
import { useId, type ReactNode } from "react";

export type FieldControlProps = {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
};

export type FieldProps = {
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  /** Stands at the end of the label's line, e.g. "Show". */
  action?: ReactNode;
  /** Draws the control with the ids that join it to label, hint and error. */
  children: (control: FieldControlProps) => ReactNode;
};

/** Label, control, hint, error; the error is read with the control. */
export function Field({ label, hint, error, action, children }: FieldProps) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || undefined;
  return (
    <div className="grid content-start gap-1.5">
      <div className="flex min-h-5 items-center justify-between gap-3">
        <label htmlFor={id} className="text-sm font-medium">
          {label}
        </label>
        {action}
      </div>
      {children({ id, "aria-describedby": described, "aria-invalid": error ? true : undefined })}
      {hint ? (
        <p id={`${id}-hint`} className="text-sm text-text-3">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-error`} className="flex gap-1.5 text-sm text-fail">
          <TriangleAlert aria-hidden className="mt-0.5" />
          <span>{error}</span>
        </p>
      ) : null}
    </div>
  );
}
