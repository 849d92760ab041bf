"use client";

import { createContext, use, useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { deleteConversation, getConversations, renameConversation } from "@/lib/client/api";
import { isApiError, type ApiError } from "@/lib/client/api-error";
import { listenToEvents } from "@/lib/client/events";
import { appendPage, mergeFirstPage } from "@/lib/client/merge-conversations";
import type { ConversationSummary } from "@/lib/contract/chat";

export interface Conversations {
  /** Newest first; only the hits while a search is on. */
  items: ConversationSummary[];
  hasMore: boolean;
  loading: boolean;
  error: ApiError | null;
  loadMore: () => void;
  search: (query: string) => void;
  /** Reads the newest page again. */
  refresh: () => void;
  /** Both throw an ApiError; the list is then as before. */
  rename: (id: string, title: string) => Promise<void>;
  remove: (id: string) => Promise<void>;
}

const Context = createContext<Conversations | null>(null);

/** Several events come with one answer: one reading for all of them. */
const gatherMs = 250;

/** The person's chats, kept up to date by events. Stands around the chat pages. */
export function ConversationsProvider({ children }: { children: ReactNode }) {
  const [items, setItems] = useState<ConversationSummary[]>([]);
  const [cursor, setCursor] = useState<string | null>(null);
  const [loading, setLoading] = useState(true);
  const [error, setError] = useState<ApiError | null>(null);
  const query = useRef("");
  /** Answers of an older question are dropped. */
  const turn = useRef(0);

  const read = useCallback(async (kind: "first" | "again" | "more", from: string | null) => {
    const own = ++turn.current;
    try {
      const page = await getConversations({ query: query.current, cursor: from });
      if (own !== turn.current) return;
      setItems((old) =>
        kind === "more"
          ? appendPage(old, page.items)
          : kind === "again"
            ? mergeFirstPage(old, page)
            : page.items,
      );
      // Reading the first page again says nothing about where the older ones end.
      setCursor((old) =>
        kind === "again" && old !== null && page.nextCursor !== null ? old : page.nextCursor,
      );
      setError(null);
    } catch (failure) {
      if (own !== turn.current) return;
      // What is shown stays true enough; the next event tries again.
      if (kind !== "again" && isApiError(failure)) setError(failure);
    }
    if (own === turn.current) setLoading(false);
  }, []);

  const refresh = useCallback(() => void read("again", null), [read]);
  const loadMore = useCallback(() => {
    setLoading(true);
    void read("more", cursor);
  }, [read, cursor]);
  const search = useCallback(
    (next: string) => {
      query.current = next;
      setLoading(true);
      void read("first", null);
    },
    [read],
  );

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(refresh, gatherMs);
    };
    void read("first", null);
    const leave = listenToEvents({
      onEvent: (event) => {
        if (event.name !== "conversation.changed") return;
        const { id, running } = event.data;
        setItems((old) => old.map((item) => (item.id === id ? { ...item, running } : item)));
        soon();
      },
      onCatchUp: soon,
    });
    return () => {
      clearTimeout(timer);
      leave();
    };
  }, [read, refresh]);

  const rename = useCallback(async (id: string, title: string) => {
    const renamed = await renameConversation(id, title);
    setItems((old) => old.map((item) => (item.id === id ? { ...item, title: renamed.title } : item)));
  }, []);

  const remove = useCallback(async (id: string) => {
    await deleteConversation(id);
    setItems((old) => old.filter((item) => item.id !== id));
  }, []);

  const hasMore = cursor !== null;
  const value = useMemo(
    () => ({ items, hasMore, loading, error, loadMore, search, refresh, rename, remove }),
    [items, hasMore, loading, error, loadMore, search, refresh, rename, remove],
  );
  return <Context value={value}>{children}</Context>;
}

export function useConversations(): Conversations {
  const value = use(Context);
  if (!value) throw new Error("useConversations needs a ConversationsProvider around it");
  return value;
}
