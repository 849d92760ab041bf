"use client";

import { useEffect, useState } from "react";
import { z } from "zod";
import { requestJson } from "@/lib/client/request-json";
import { AuditItem } from "@/lib/contract/audit";
import type { Problem } from "@/lib/contract/problem";

const Answer = z.object({ items: z.array(AuditItem), nextCursor: z.string().nullable() });
export const pageSize = 50;

type Page = { key: string; items: AuditItem[]; nextCursor: string | null };

/**
 * The trail page by page, newest first.
 * @param query the filters as the API takes them; another one begins at the first page
 */
export function useAudit(query: string) {
  const [place, setPlace] = useState<{ query: string; cursors: string[] }>({ query, cursors: [] });
  const cursors = place.query === query ? place.cursors : [];
  const cursor = cursors.at(-1) ?? null;
  const [round, setRound] = useState(0);
  const [page, setPage] = useState<Page | null>(null);
  const [failure, setFailure] = useState<{ key: string; problem: Problem | null } | null>(null);
  const key = `${round} ${cursor ?? ""} ${query}`;

  useEffect(() => {
    const abort = new AbortController();
    const search = new URLSearchParams(query);
    search.set("limit", String(pageSize));
    if (cursor !== null) search.set("cursor", cursor);
    void requestJson(`/api/admin/audit?${search}`, { schema: Answer, signal: abort.signal }).then(
      (result) => {
        if (abort.signal.aborted) return;
        if (!result.ok) return setFailure({ key, problem: result.problem });
        setFailure(null);
        setPage({ key, ...result.data });
      },
    );
    return () => abort.abort();
  }, [query, cursor, key]);

  const failed = failure?.key === key ? failure : null;
  return {
    /** The last page that came; null before the first. */
    items: page?.items ?? null,
    loading: page?.key !== key && !failed,
    failure: failed,
    /** Of the first row of the page, counted from 1. */
    first: cursors.length * pageSize + 1,
    older:
      page?.key === key && page.nextCursor !== null
        ? () => setPlace({ query, cursors: [...cursors, page.nextCursor ?? ""] })
        : null,
    newer: cursors.length > 0 ? () => setPlace({ query, cursors: cursors.slice(0, -1) }) : null,
    reload: () => setRound((before) => before + 1),
  };
}
