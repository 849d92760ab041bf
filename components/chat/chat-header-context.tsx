"use client";

import { createContext, use, useEffect, useState, type ReactNode } from "react";

export type HeaderChat = { id: string; title: string };

const Shown = createContext<HeaderChat | null>(null);
const Show = createContext<(chat: HeaderChat | null) => void>(() => {});

/** The header stands in the layout and is drawn by the page: the page says which chat it shows. */
export function ChatHeaderProvider({ children }: { children: ReactNode }) {
  const [chat, setChat] = useState<HeaderChat | null>(null);
  return (
    <Show value={setChat}>
      <Shown value={chat}>{children}</Shown>
    </Show>
  );
}

/** The chat that the header names; null for none. */
export function useHeaderChat(): HeaderChat | null {
  return use(Shown);
}

/** Puts a chat into the header, and its title on the tab, while the caller is on the page. */
export function useChatHeader(chat: HeaderChat | null) {
  const show = use(Show);
  const id = chat?.id ?? null;
  const title = chat?.title ?? null;
  useEffect(() => {
    show(id === null || title === null ? null : { id, title });
    document.title = title === null ? "Switchyard" : `${title} · Switchyard`;
  }, [show, id, title]);
  useEffect(() => () => show(null), [show]);
}
