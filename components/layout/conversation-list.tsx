"use client";

import { Search } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { ConversationRow } from "@/components/layout/conversation-row";
import { groupByDay } from "@/components/layout/group-by-day";
import { applySidebar } from "@/components/layout/preferences";
import { useSingleKeys } from "@/components/layout/use-single-keys";
import { useToday } from "@/components/layout/use-today";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Skeleton } from "@/components/ui/skeleton";
import { useConversations } from "@/lib/client/conversations";

const typingPauseMs = 250;

/** Search field and the person's chats by day, newest first. */
export function ConversationList() {
  const { items, loadMore, hasMore, search, error, loading } = useConversations();
  const [query, setQuery] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const headings = useId();
  const asked = useRef("");
  useSingleKeys({
    "/": () => {
      applySidebar(true);
      field.current?.focus();
    },
  });

  useEffect(() => {
    if (query === asked.current) return;
    const timer = setTimeout(() => {
      asked.current = query;
      search(query.trim());
    }, typingPauseMs);
    return () => clearTimeout(timer);
  }, [query, search]);

  // The field of a drawer goes with it: the list must not stay narrowed to words that nobody sees.
  useEffect(
    () => () => {
      if (asked.current !== "") search("");
      asked.current = "";
    },
    [search],
  );

  const today = useToday();
  const groups = today ? groupByDay(items, today) : [];
  return (
    <>
      <div className="relative flex-none px-2.5 pb-2">
        <Search
          aria-hidden
          className="pointer-events-none absolute top-[calc(50%-4px)] left-5 -translate-y-1/2 text-text-3"
        />
        <Input
          ref={field}
          type="search"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Escape" || query === "") return;
            event.stopPropagation();
            setQuery("");
          }}
          placeholder="Search chats"
          aria-label="Search chats"
          maxLength={200}
          className="min-h-control! pl-8! md:text-sm!"
        />
      </div>
      <nav aria-label="Chats" aria-busy={loading} className="min-h-0 flex-1 overflow-y-auto px-2.5 pb-4">
        {groups.map((group, index) => (
          <section key={group.label} aria-labelledby={`${headings}-${index}`}>
            <h2 id={`${headings}-${index}`} className="px-2 pt-3.5 pb-1 text-xs font-medium text-text-3">
              {group.label}
            </h2>
            <ul>
              {group.items.map((conversation) => (
                <ConversationRow key={conversation.id} conversation={conversation} />
              ))}
            </ul>
          </section>
        ))}
        <output className="block px-2 pt-3 text-sm text-text-3">
          {error ? null : loading ? (
            <Loading first={items.length === 0} />
          ) : items.length === 0 ? (
            <Nothing query={query.trim()} />
          ) : null}
        </output>
        {error ? <Failed onRetry={() => search(query.trim())} /> : null}
        {hasMore && !loading && !error ? (
          <Button variant="quiet" size="sm" className="mt-2 w-full" onClick={loadMore}>
            Show older chats
          </Button>
        ) : null}
      </nav>
    </>
  );
}

function Loading({ first }: { first: boolean }) {
  return (
    <>
      <span className={first ? "sr-only" : undefined}>Loading chats</span>
      {first ? (
        <div className="grid gap-4">
          <Skeleton className="w-4/5" />
          <Skeleton className="w-3/5" />
          <Skeleton className="w-2/3" />
        </div>
      ) : null}
    </>
  );
}

function Nothing({ query }: { query: string }) {
  if (query === "")
    return <p>Your chats will stand here, newest first. Write a first message to start one.</p>;
  return <p className="wrap-break-word">No chats with “{query}”. Search looks at titles and messages.</p>;
}

function Failed({ onRetry }: { onRetry: () => void }) {
  return (
    <div role="alert" className="mt-3 rounded-md bg-fail-soft px-3 py-2.5 text-sm">
      <p>The list could not be loaded. Your chats are saved on the server.</p>
      <Button variant="link" size="sm" onClick={onRetry}>
        Load the list again
      </Button>
    </div>
  );
}
