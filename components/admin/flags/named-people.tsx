"use client";

import { X } from "lucide-react";
import { useState } from "react";
import { UserSearch } from "@/components/admin/user-search";
import { IconButton } from "@/components/ui/icon-button";

export type Person = { id: string; name: string; email: string };

export type NamedPeopleProps = {
  ids: readonly string[];
  /** Names of those whose accounts are still there. */
  known: readonly Person[];
  onAdd: (person: Person) => void;
  onRemove: (id: string) => void;
};

/** People who have it whatever their tier and the share. */
export function NamedPeople({ ids, known, onAdd, onRemove }: NamedPeopleProps) {
  // A fresh field after each choice.
  const [round, setRound] = useState(0);
  return (
    <div className="grid gap-2">
      <UserSearch
        key={round}
        label="Named people"
        hint="Choosing somebody adds them."
        value={null}
        onChoose={(user) => {
          if (!user) return;
          onAdd({ id: user.id, name: user.name, email: user.email });
          setRound(round + 1);
        }}
      />
      {ids.length > 0 ? (
        <ul aria-label="Named people" className="divide-y divide-line rounded-md border border-line">
          {ids.map((id) => {
            const person = known.find((one) => one.id === id);
            return (
              <li key={id} className="flex items-center gap-2 py-1 pr-1 pl-3">
                <span className="min-w-0 flex-1 wrap-anywhere">
                  {person ? person.name : "An account that is gone"}{" "}
                  <span className="text-sm text-text-3">{person ? person.email : id}</span>
                </span>
                <IconButton label={`Take ${person?.name ?? id} off the list`} onClick={() => onRemove(id)}>
                  <X aria-hidden />
                </IconButton>
              </li>
            );
          })}
        </ul>
      ) : null}
    </div>
  );
}
