"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { z } from "zod";
import { requestJson } from "@/lib/client/request-json";
import type { Problem } from "@/lib/contract/problem";

export interface Polled<Data> {
  /** The last that was seen; null before the first answer. */
  data: Data | null;
  /** Why the last question got no answer; `problem` is null when nobody said anything. */
  failure: { problem: Problem | null } | null;
  /** Asks now. */
  refresh: () => void;
}

/**
 * Asks again and again while the page can be seen.
 * @param schema a constant
 */
export function usePolled<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  everyMs: number,
): Polled<z.output<Schema>> {
  const [state, setState] = useState<Omit<Polled<z.output<Schema>>, "refresh">>({
    data: null,
    failure: null,
  });
  const now = useRef<() => void>(() => {});

  useEffect(() => {
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let round = 0;
    const ask = async () => {
      clearTimeout(timer);
      const own = ++round;
      const result = await requestJson(path, { schema, signal: abort.signal });
      // A later question overtakes an earlier one.
      if (abort.signal.aborted || own !== round) return;
      setState((before) =>
        result.ok
          ? { data: result.data, failure: null }
          : { data: before.data, failure: { problem: result.problem } },
      );
      timer = setTimeout(() => {
        if (document.visibilityState === "visible") void ask();
      }, everyMs);
    };
    const look = () => {
      if (document.visibilityState === "visible") void ask();
    };
    now.current = () => void ask();
    document.addEventListener("visibilitychange", look);
    void ask();
    return () => {
      abort.abort();
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [path, schema, everyMs]);

  const refresh = useCallback(() => now.current(), []);
  return { ...state, refresh };
}
