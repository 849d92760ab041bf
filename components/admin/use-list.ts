"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { z } from "zod";
import { requestJson } from "@/lib/client/request-json";
import type { Problem } from "@/lib/contract/problem";

export type ListState<Item> = {
  items: Item[];
  nextCursor: string | null;
  status: "loading" | "ready" | "failed";
  /** What the server said to a failure; null when it said nothing. */
  problem: Problem | null;
};

const pageSize = 50;
const mostAtOnce = 200;

/**
 * A list of the admin API, page by page. A later question overtakes an earlier one; what is shown stays while it is
 * read again.
 * @param path without cursor and limit
 * @param item a constant
 */
export function useList<Item>(path: string, item: z.ZodType<Item>) {
  const [state, setState] = useState<ListState<Item>>({
    items: [],
    nextCursor: null,
    status: "loading",
    problem: null,
  });
  const running = useRef<AbortController>(null);
  const shown = useRef({ path: "", count: 0 });

  const ask = useCallback(
    async (cursor: string | null) => {
      running.current?.abort();
      const abort = new AbortController();
      running.current = abort;
      const more = cursor !== null;
      const again = !more && shown.current.path === path;
      const limit = again ? Math.min(mostAtOnce, Math.max(pageSize, shown.current.count)) : pageSize;
      const query = new URLSearchParams({ limit: String(limit), ...(more && { cursor }) });
      const result = await requestJson(`${path}${path.includes("?") ? "&" : "?"}${query}`, {
        schema: z.object({ items: z.array(item), nextCursor: z.string().nullable() }),
        signal: abort.signal,
      });
      if (abort.signal.aborted) return;
      if (!result.ok) return setState((before) => ({ ...before, status: "failed", problem: result.problem }));
      const { items, nextCursor } = result.data;
      shown.current = { path, count: items.length + (more ? shown.current.count : 0) };
      setState((before) => ({
        items: more ? [...before.items, ...items] : items,
        nextCursor,
        status: "ready",
        problem: null,
      }));
    },
    [path, item],
  );

  useEffect(() => {
    void ask(null);
    return () => running.current?.abort();
  }, [ask]);

  const reload = useCallback(() => {
    setState((before) => ({ ...before, status: "loading" }));
    void ask(null);
  }, [ask]);
  const loadMore = () => {
    setState((before) => ({ ...before, status: "loading" }));
    void ask(state.nextCursor);
  };
  return { ...state, reload, loadMore };
}
