"use client";

import { useSyncExternalStore } from "react";
import type { Options } from "react-markdown";

type Plugins = NonNullable<Options["rehypePlugins"]>;

/** The grammars weigh as much as the rest of the page: they come after the first paint, text first. */
let plugins: Plugins = [];
let loading = false;
const waiting = new Set<() => void>();

function subscribe(changed: () => void): () => void {
  waiting.add(changed);
  if (!loading) {
    loading = true;
    import("rehype-highlight").then(
      ({ default: highlight }) => {
        plugins = [[highlight, { detect: false, ignoreMissing: true }]];
        for (const wake of waiting) wake();
      },
      () => {
        // Offline: code stays plain, the next block to appear tries again.
        loading = false;
      },
    );
  }
  return () => waiting.delete(changed);
}

const none: Plugins = [];

/** Rehype plugins that colour code; empty until they have come, and on the server. */
export function useHighlighter(wanted: boolean): Plugins {
  const found = useSyncExternalStore(
    wanted ? subscribe : neverChanges,
    () => plugins,
    () => none,
  );
  return wanted ? found : none;
}

function neverChanges(): () => void {
  return () => {};
}
