import { LocalTime } from "@/components/chat/local-time";
import { textOf } from "@/components/chat/message-types";
import { RouteLine } from "@/components/chat/route-line";
import type { Turn } from "@/components/chat/transcript";

/** The person's own text, as it was typed. */
export function Question({ turn }: { turn: Turn }) {
  return (
    <article aria-label="Your message" className="relative pb-7 max-md:pb-6">
      <RouteLine turn={turn} node={null} />
      <header className="mb-1.5 flex min-h-5 items-center gap-2 text-sm text-text-3">
        <b className="font-semibold text-text">You</b>
        <LocalTime at={turn.message.metadata?.createdAt} />
      </header>
      <div className="rounded-lg bg-sunken px-4 py-2.5 text-read wrap-anywhere whitespace-pre-wrap max-md:px-3.5">
        {textOf(turn.message)}
      </div>
    </article>
  );
}
