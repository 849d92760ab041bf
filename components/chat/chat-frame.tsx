"use client";

import type { ReactNode } from "react";
import { ChatHeader } from "@/components/chat/chat-header";
import { ChatHeaderProvider } from "@/components/chat/chat-header-context";
import { AppShell } from "@/components/layout/app-shell";
import { ConversationsProvider } from "@/lib/client/conversations";
import { ModelsProvider } from "@/lib/client/models";
import type { SessionUser } from "@/lib/contract/account";

const toComposer = { href: "#composer", label: "Skip to the message field" };

/** What stays while one goes from chat to chat: the list, the models, the header. */
export function ChatFrame({ user, children }: { user: SessionUser; children: ReactNode }) {
  return (
    <ConversationsProvider>
      <ModelsProvider>
        <ChatHeaderProvider>
          <AppShell user={user} header={<ChatHeader />} skip={toComposer}>
            {children}
          </AppShell>
        </ChatHeaderProvider>
      </ModelsProvider>
    </ConversationsProvider>
  );
}
