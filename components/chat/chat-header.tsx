"use client";

import { Download, Ellipsis, Pencil } from "lucide-react";
import { usePathname } from "next/navigation";
import { useState } from "react";
import { useHeaderChat } from "@/components/chat/chat-header-context";
import { RenameChatField } from "@/components/layout/rename-chat-field";
import { buttonClass } from "@/components/ui/button-class";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toast";
import { exportUrl } from "@/lib/client/api";
import { useConversations } from "@/lib/client/conversations";

/** Title (a click renames), Export; on phones both fold into "more". */
export function ChatHeader() {
  const chat = useHeaderChat();
  const { rename } = useConversations();
  const toast = useToast();
  const [renaming, setRenaming] = useState<string | null>(null);
  const pathname = usePathname();
  if (!chat)
    return <h1 className="min-w-0 flex-1 truncate font-semibold">{pathname === "/" ? "New chat" : null}</h1>;

  const save = async (title: string) => {
    setRenaming(null);
    try {
      await rename(chat.id, title);
    } catch {
      toast({
        kind: "fail",
        title: "The chat could not be renamed.",
        text: "The old name stays.",
        action: { label: "Try again", onSelect: () => void save(title) },
      });
    }
  };
  const download = () => {
    window.location.assign(exportUrl(chat.id));
  };

  if (renaming === chat.id)
    return (
      <div className="min-w-0 flex-1 md:max-w-md">
        <RenameChatField title={chat.title} onSave={save} onCancel={() => setRenaming(null)} />
      </div>
    );
  return (
    <>
      <h1 className="min-w-0 flex-1 truncate font-semibold">
        <button
          type="button"
          title="Rename"
          onClick={() => setRenaming(chat.id)}
          className="max-w-full truncate rounded-sm text-left align-bottom hover:text-text-2 max-md:pointer-events-none"
        >
          {chat.title}
          <span className="sr-only">, rename</span>
        </button>
      </h1>
      <a
        href={exportUrl(chat.id)}
        download
        className={`${buttonClass({ variant: "quiet", size: "sm" })} flex-none max-md:hidden`}
      >
        <Download aria-hidden />
        Export
      </a>
      <span className="md:hidden">
        <Menu
          trigger={
            <IconButton label="More for this chat">
              <Ellipsis aria-hidden />
            </IconButton>
          }
        >
          <MenuItem icon={<Pencil aria-hidden />} onSelect={() => setRenaming(chat.id)}>
            Rename
          </MenuItem>
          <MenuItem icon={<Download aria-hidden />} onSelect={download}>
            Export as Markdown
          </MenuItem>
        </Menu>
      </span>
    </>
  );
}
