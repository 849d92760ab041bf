"use client";

import { Ellipsis, Pencil, Trash2 } from "lucide-react";
import Link from "next/link";
import { usePathname, useRouter } from "next/navigation";
import { useState } from "react";
import { DeleteChatDialog } from "@/components/layout/delete-chat-dialog";
import { RenameChatField } from "@/components/layout/rename-chat-field";
import { useSidebar } from "@/components/layout/sidebar-context";
import { classNames } from "@/components/ui/class-names";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { Dot } from "@/components/ui/state";
import { useToast } from "@/components/ui/toast";
import { useConversations } from "@/lib/client/conversations";
import type { ConversationSummary } from "@/lib/contract/chat";

/** One chat: link, a dot where an answer runs, rename in place, delete. */
export function ConversationRow({ conversation }: { conversation: ConversationSummary }) {
  const { rename, remove } = useConversations();
  const toast = useToast();
  const router = useRouter();
  const { close } = useSidebar();
  const [mode, setMode] = useState<"show" | "rename" | "delete">("show");
  const href = `/chat/${conversation.id}`;
  const current = usePathname() === href;

  const saveTitle = async (title: string) => {
    setMode("show");
    try {
      await rename(conversation.id, title);
    } catch {
      toast({
        kind: "fail",
        title: "The chat could not be renamed.",
        text: "The old name stays.",
        action: { label: "Try again", onSelect: () => void saveTitle(title) },
      });
    }
  };

  const removeChat = async () => {
    await remove(conversation.id);
    setMode("show");
    if (current) router.push("/");
  };

  if (mode === "rename")
    return (
      <li>
        <RenameChatField title={conversation.title} onSave={saveTitle} onCancel={() => setMode("show")} />
      </li>
    );

  return (
    <li
      className={classNames(
        "group relative flex items-center rounded-md",
        current
          ? "bg-surface text-text shadow-[inset_0_0_0_1px_var(--line)]"
          : "text-text-2 hover:bg-hover hover:text-text",
      )}
    >
      <Link
        href={href}
        // Dynamic pages: fifty rows would ask the server for fifty pages that nobody opened.
        prefetch={false}
        onClick={close}
        aria-current={current ? "page" : undefined}
        className={classNames(
          "flex min-h-control min-w-0 flex-1 items-center gap-2 rounded-md px-2 text-inherit no-underline pointer-fine:group-focus-within:pr-8 pointer-fine:group-hover:pr-8 pointer-fine:group-has-aria-expanded:pr-8",
          current && "font-medium",
        )}
      >
        <span className="truncate">{conversation.title}</span>
        {conversation.running ? (
          <>
            <Dot kind="busy" className="ml-auto" />
            <span className="sr-only">, answering</span>
          </>
        ) : null}
      </Link>
      {/* Always there for fingers and keyboards; for a pointer it shows with its row. */}
      <Menu
        trigger={
          <IconButton
            label={`More for ${conversation.title}`}
            className="pointer-fine:absolute pointer-fine:right-0.5 pointer-fine:opacity-0 group-hover:opacity-100 focus-visible:opacity-100 aria-expanded:opacity-100"
          >
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        <MenuItem icon={<Pencil aria-hidden />} onSelect={() => setMode("rename")}>
          Rename
        </MenuItem>
        <MenuItem icon={<Trash2 aria-hidden />} danger onSelect={() => setMode("delete")}>
          Delete
        </MenuItem>
      </Menu>
      <DeleteChatDialog
        conversation={conversation}
        open={mode === "delete"}
        onClose={() => setMode("show")}
        onDelete={removeChat}
      />
    </li>
  );
}
