"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { ConversationList } from "@/components/layout/conversation-list";
import { useSidebar } from "@/components/layout/sidebar-context";
import { useSingleKeys } from "@/components/layout/use-single-keys";
import { ButtonLink } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";

/** New chat, search, the chats by day. */
export function ChatSidebar() {
  const router = useRouter();
  const { close } = useSidebar();
  useSingleKeys({ n: () => router.push("/") });
  return (
    <>
      <div className="flex-none px-2.5 pt-1 pb-1.5">
        <ButtonLink href="/" onClick={close} className="w-full justify-start! px-2.5!">
          <Plus aria-hidden />
          New chat
          <Kbd className="ml-auto max-md:hidden">N</Kbd>
        </ButtonLink>
      </div>
      <ConversationList />
    </>
  );
}
