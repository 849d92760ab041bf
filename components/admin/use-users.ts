"use client";

import { useEffect, useRef, useState } from "react";
import { requestJson, type RequestResult } from "@/lib/client/request-json";
import { UserAnswer, UsersAnswer, type PatchUserInput, type Role, type User } from "@/lib/contract/account";

export type UsersState = { items: User[]; nextCursor: string | null; status: "loading" | "ready" | "failed" };

/** Empty: all. */
export type UserFilters = { query: string; accountTier: string; role: Role | "" };
export const allUsers: UserFilters = { query: "", accountTier: "", role: "" };

function fetchPage(filters: UserFilters, cursor: string | undefined, signal: AbortSignal) {
  const search = new URLSearchParams(cursor && { cursor });
  for (const [name, value] of Object.entries(filters)) if (value) search.set(name, value);
  return requestJson(`/api/admin/users?${search}`, { schema: UsersAnswer, signal });
}

function arrived(result: RequestResult<{ items: User[]; nextCursor: string | null }>, more: boolean) {
  return (before: UsersState): UsersState => {
    if (!result.ok) return { ...before, status: "failed" };
    const { items, nextCursor } = result.data;
    return { items: more ? [...before.items, ...items] : items, nextCursor, status: "ready" };
  };
}

/** Accounts from `GET /api/admin/users`, page by page; a later search overtakes an earlier one. */
export function useUsers() {
  const [state, setState] = useState<UsersState>({ items: [], nextCursor: null, status: "loading" });
  const running = useRef<AbortController>(null);

  useEffect(() => {
    const abort = new AbortController();
    running.current = abort;
    void fetchPage(allUsers, undefined, abort.signal).then((result) => {
      if (!abort.signal.aborted) setState(arrived(result, false));
    });
    return () => running.current?.abort();
  }, []);

  const load = async (filters: UserFilters, cursor?: string) => {
    running.current?.abort();
    const abort = new AbortController();
    running.current = abort;
    setState((before) => ({ ...before, status: "loading" }));
    const result = await fetchPage(filters, cursor, abort.signal);
    if (!abort.signal.aborted) setState(arrived(result, cursor !== undefined));
  };

  const change = async (id: string, patch: PatchUserInput): Promise<RequestResult<{ user: User }>> => {
    const result = await requestJson(`/api/admin/users/${encodeURIComponent(id)}`, {
      method: "PATCH",
      body: patch,
      schema: UserAnswer,
    });
    if (result.ok)
      setState((before) => ({
        ...before,
        items: before.items.map((user) => (user.id === id ? result.data.user : user)),
      }));
    return result;
  };

  const add = (user: User) => setState((before) => ({ ...before, items: [user, ...before.items] }));

  return { ...state, load, change, add };
}
