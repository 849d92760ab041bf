"use client";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";

const keys: { keys: string[]; does: string }[] = [
  { keys: ["Enter"], does: "Send the message" },
  { keys: ["Shift", "Enter"], does: "New line" },
  { keys: ["Ctrl/⌘", "K"], does: "Choose a model" },
  { keys: ["Esc"], does: "Close what is on top; twice within 2 s: stop the answer" },
  { keys: ["N"], does: "New chat" },
  { keys: ["/"], does: "Search chats" },
  { keys: ["?"], does: "This list" },
];

/** All keys. Single letters can be turned off in settings. */
export function ShortcutsDialog({
  open,
  onOpenChange,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Keyboard shortcuts"
      description="N, / and ? work outside text fields and can be turned off in settings."
      actions={<Button onClick={() => onOpenChange(false)}>Close</Button>}
    >
      <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-6 gap-y-2">
        {keys.map((row) => (
          <div key={row.does} className="contents">
            <dt className="flex gap-1">
              {row.keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd className="text-text-2">{row.does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
