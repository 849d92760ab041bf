"use client";

import { Combobox } from "@base-ui/react/combobox";
import { useEffect, useId, useRef, useState } from "react";
import { inputClass } from "@/components/ui/input";
import { requestJson } from "@/lib/client/request-json";
import { UsersAnswer, type User } from "@/lib/contract/account";

export type UserSearchProps = {
  label: string;
  hint?: string;
  /** Wrong with the choice, e.g. that none was made. */
  error?: string | undefined;
  value: User | null;
  onChoose: (user: User | null) => void;
};

const pauseMs = 200;
const mostFound = 8;

/** Finds one account by name or email address. */
export function UserSearch({ label, hint, error, value, onChoose }: UserSearchProps) {
  const id = useId();
  const [found, setFound] = useState<User[]>([]);
  const [status, setStatus] = useState("");
  const pending = useRef<{ timer?: ReturnType<typeof setTimeout>; abort?: AbortController }>({});
  const stop = () => {
    clearTimeout(pending.current.timer);
    pending.current.abort?.abort();
  };
  useEffect(() => stop, []);

  const searchFor = (text: string) => {
    stop();
    const query = text.trim();
    if (!query) return setFound([]);
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      const search = new URLSearchParams({ query, limit: String(mostFound) });
      const result = await requestJson(`/api/admin/users?${search}`, {
        schema: UsersAnswer,
        signal: abort.signal,
      });
      if (abort.signal.aborted) return;
      setFound(result.ok ? result.data.items : []);
      setStatus(
        result.ok
          ? result.data.items.length
            ? ""
            : `Nobody matches “${query}”.`
          : "The users could not be searched. Type again to try once more.",
      );
    }, pauseMs);
    pending.current = { timer, abort };
  };

  return (
    <div className="grid content-start gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <Combobox.Root<User>
        items={found}
        filter={null}
        value={value}
        onValueChange={onChoose}
        onInputValueChange={(text, { reason }) => {
          // A choice writes its own name into the field.
          if (reason === "input-change" || reason === "input-clear") searchFor(text);
        }}
        itemToStringLabel={(user) => user.name}
        isItemEqualToValue={(one, other) => one.id === other.id}
        autoHighlight
      >
        <Combobox.Input
          id={id}
          placeholder="Name or email"
          autoComplete="off"
          aria-describedby={hint || error ? `${id}-hint` : undefined}
          aria-invalid={error ? true : undefined}
          className={inputClass}
        />
        <Combobox.Portal>
          <Combobox.Positioner sideOffset={4} align="start" className="z-toast">
            <Combobox.Popup className="max-h-(--available-height) w-(--anchor-width) overflow-auto rounded-lg bg-raised p-1 shadow-2 data-empty:hidden">
              <Combobox.List className="outline-none">
                {(user: User) => (
                  <Combobox.Item
                    key={user.id}
                    value={user}
                    className="grid min-h-8 cursor-pointer content-center rounded-md px-2 py-1 outline-none select-none max-md:min-h-control data-highlighted:bg-hover"
                  >
                    <span className="truncate">{user.name}</span>
                    <span className="truncate text-xs text-text-3">{user.email}</span>
                  </Combobox.Item>
                )}
              </Combobox.List>
            </Combobox.Popup>
          </Combobox.Positioner>
        </Combobox.Portal>
        <Combobox.Status className="text-sm text-text-3">{status}</Combobox.Status>
      </Combobox.Root>
      {error || hint ? (
        <p id={`${id}-hint`} className={error ? "text-sm text-fail" : "text-sm text-text-3"}>
          {error ?? hint}
        </p>
      ) : null}
    </div>
  );
}
