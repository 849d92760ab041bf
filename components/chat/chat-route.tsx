"use client";

import { usePathname } from "next/navigation";
import { useState } from "react";
import { ChatScreen } from "@/components/chat/chat-screen";
import { newId } from "@/lib/client/new-id";
import type { DrawnBar } from "@/components/models/model-bar";
import type { ConversationAnswer } from "@/lib/contract/chat";

export type ChatRouteProps = {
  /** Of the chat that a first message would create, on the page for new chats. */
  freshId?: string;
  /** What the server has of the chat that was asked for. */
  initial?: ConversationAnswer;
  /** What the server drew below the composer of that chat. */
  bar: DrawnBar;
};

/**
 * Which chat the address names. A new chat gets its address with the first message, without leaving the page; so the
 * same page may show `/` or `/chat/…`, and a later "New chat" begins another one.
 */
export function ChatRoute({ freshId, initial, bar }: ChatRouteProps) {
  const pathname = usePathname();
  const named = /^\/chat\/([^/]+)$/.exec(pathname)?.[1];
  const asked = named === undefined ? null : decodeURIComponent(named);
  const [fresh, setFresh] = useState({ id: freshId ?? "", used: false });

  if (fresh.id === "" || (asked === null && fresh.used)) setFresh({ id: newId(), used: false });
  else if (asked === fresh.id && !fresh.used) setFresh({ id: fresh.id, used: true });

  const id = asked ?? fresh.id;
  return (
    <ChatScreen
      key={id}
      id={id}
      isNew={id === fresh.id}
      initial={initial?.conversation.id === id ? initial : undefined}
      bar={id === (initial?.conversation.id ?? freshId) ? bar : null}
    />
  );
}
