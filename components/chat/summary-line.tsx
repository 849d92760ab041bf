import { LocalTime } from "@/components/chat/local-time";
import { textOf } from "@/components/chat/message-types";
import { RouteLine } from "@/components/chat/route-line";
import type { Turn } from "@/components/chat/transcript";

/** A summary that stands in for older messages: for the models from here on, not for the reader, who has them above. */
export function SummaryLine({ turn }: { turn: Turn }) {
  const { message } = turn;
  const data = message.parts.find((part) => part.type === "data-summary")?.data;
  const count = data?.messages ?? 0;
  return (
    <section aria-label="Summary for the model" className="relative pb-7 max-md:pb-6">
      <RouteLine turn={turn} node={null} />
      <details className="rounded-lg border border-line text-sm text-text-2">
        <summary className="flex flex-wrap items-center gap-x-2 px-3.5 py-2">
          <span className="min-w-0 wrap-anywhere">
            {count === 1 ? "1 message" : `${count} messages`} above summarised
            {data ? ` by ${data.name}` : ""}. Models read this in their place.
          </span>
          <LocalTime at={message.metadata?.createdAt} />
        </summary>
        <div className="max-h-80 overflow-y-auto border-t border-line px-3.5 py-2.5 whitespace-pre-wrap wrap-anywhere">
          {textOf(message)}
        </div>
      </details>
    </section>
  );
}
