"use client";

import { useSyncExternalStore } from "react";

const format: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit" };

/** "14:02" in the reader's time zone, which the server does not know; with the day where it is not today. */
export function LocalTime({ at }: { at: string | undefined }) {
  const text = useSyncExternalStore(
    neverChanges,
    () => (at ? localTime(at) : ""),
    () => "",
  );
  return (
    <time dateTime={at} className="ml-auto flex-none tabular-nums">
      {text}
    </time>
  );
}

function localTime(at: string): string {
  const date = new Date(at);
  const time = date.toLocaleTimeString("en-GB", format);
  if (date.toDateString() === new Date().toDateString()) return time;
  const sameYear = date.getFullYear() === new Date().getFullYear();
  const day = date.toLocaleDateString("en-GB", {
    day: "numeric",
    month: "short",
    ...(!sameYear && { year: "numeric" }),
  });
  return `${day}, ${time}`;
}

function neverChanges(): () => void {
  return () => {};
}
