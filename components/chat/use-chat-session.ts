"use client";

import { useChat } from "@ai-sdk/react";
import { useEffect, useState, useSyncExternalStore } from "react";
import {
  ChatSession,
  type SessionHandlers,
  type SessionOptions,
  type SessionView,
} from "@/components/chat/chat-session";
import type { ChatMessage } from "@/components/chat/message-types";
import { listenToEvents } from "@/lib/client/events";

const drawEveryMs = 50;

export interface ShownSession extends SessionView {
  session: ChatSession;
  messages: ChatMessage[];
  /** An answer is asked for or being written. */
  busy: boolean;
}

/** The session of the chat that is open, and what it shows now. */
export function useChatSession(options: SessionOptions & SessionHandlers): ShownSession {
  const { onAccepted, onReturned } = options;
  const [session] = useState(() => new ChatSession(options));
  const { messages, status } = useChat({ chat: session.chat, experimental_throttle: drawEveryMs });
  const view = useSyncExternalStore(session.subscribe, session.view, session.view);

  useEffect(() => {
    session.setHandlers({ onAccepted, onReturned });
  });
  useEffect(() => {
    const close = session.open();
    const unlisten = listenToEvents({
      onEvent: (event) => {
        if (event.name === "conversation.changed" && event.data.id === session.chat.id)
          session.heard(event.data.running);
        // It may have put a summary into the chat.
        if (event.name === "switch.active" && event.data.conversationId === session.chat.id)
          session.catchUp();
      },
      onCatchUp: () => session.catchUp(),
    });
    return () => {
      unlisten();
      close();
    };
  }, [session]);

  return { ...view, session, messages, busy: status === "submitted" || status === "streaming" };
}
