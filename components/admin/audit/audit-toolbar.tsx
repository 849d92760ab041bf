"use client";

import { Download, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { noFilters, queryOf, type AuditFilters } from "@/components/admin/audit/filters";
import { actionName, outcomeName, switchOutcomes } from "@/components/admin/audit/words";
import { FilterSelect } from "@/components/admin/filter-select";
import { Button } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";
import { Input } from "@/components/ui/input";

export type AuditToolbarProps = {
  filters: AuditFilters;
  actions: string[];
  onChange: (filters: AuditFilters) => void;
};

const typingPauseMs = 300;

/** What of the trail is shown, and the same as a file. */
export function AuditToolbar({ filters, actions, onChange }: AuditToolbarProps) {
  const set = (patch: Partial<AuditFilters>) => onChange({ ...filters, ...patch });
  const outcomes = [
    ...new Set<string>([...switchOutcomes, "ok", "approved", "declined", "failed", "broken"]),
  ];
  const known = filters.action === "model.switch" ? [...switchOutcomes] : outcomes;
  const query = queryOf(filters);
  const filtered = Object.values(filters).some(Boolean);
  return (
    <search aria-label="Filter the trail" className="flex flex-wrap items-center gap-2 max-md:*:flex-auto">
      <TypedFilter
        label="Who: email or id"
        value={filters.actor}
        onSettle={(actor) => set({ actor })}
        className="md:w-52!"
      />
      <TypedFilter
        label="Model, tier or target"
        value={filters.target}
        onSettle={(target) => set({ target })}
        className="md:w-48!"
      />
      <FilterSelect
        label="Action"
        anything="All actions"
        value={filters.action}
        options={actions.map((action) => ({ value: action, label: actionName(action) }))}
        onChoose={(action) => set({ action, outcome: "" })}
      />
      <FilterSelect
        label="Outcome"
        anything="All outcomes"
        value={filters.outcome}
        options={known.map((outcome) => ({ value: outcome, label: outcomeName(outcome) }))}
        onChoose={(outcome) => set({ outcome })}
      />
      <Day label="From" value={filters.from} onChange={(from) => set({ from })} />
      <Day label="to" value={filters.to} onChange={(to) => set({ to })} />
      {filtered ? (
        <Button variant="quiet" onClick={() => onChange(noFilters)}>
          <X aria-hidden />
          Show everything
        </Button>
      ) : null}
      <span className="flex gap-1 md:ml-auto">
        {(["csv", "jsonl"] as const).map((format) => (
          <a
            key={format}
            download
            href={`/api/admin/audit/export?${query}${query && "&"}format=${format}`}
            className={buttonClass({ variant: "quiet" })}
          >
            <Download aria-hidden />
            {format === "csv" ? "Export CSV" : "JSONL"}
          </a>
        ))}
      </span>
    </search>
  );
}

function Day({ label, value, onChange }: { label: string; value: string; onChange: (day: string) => void }) {
  return (
    <label className="flex items-center gap-1.5 text-sm text-text-3">
      {label}
      <Input
        type="date"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="min-h-control! py-0.5! md:text-sm!"
      />
    </label>
  );
}

type TypedFilterProps = {
  label: string;
  value: string;
  onSettle: (value: string) => void;
  className: string;
};

/** Asks when the typing pauses. */
function TypedFilter({ label, value, onSettle, className }: TypedFilterProps) {
  const [typed, setTyped] = useState({ of: value, text: value });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  // Cleared from outside: what was typed goes too.
  const text = typed.of === value || typed.text.trim() === value ? typed.text : value;
  return (
    <Input
      type="search"
      aria-label={label}
      placeholder={label}
      value={text}
      maxLength={254}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => {
        const next = event.target.value;
        setTyped({ of: value, text: next });
        clearTimeout(timer.current);
        timer.current = setTimeout(() => onSettle(next.trim()), typingPauseMs);
      }}
      className={`min-h-control! md:text-sm! ${className}`}
    />
  );
}
