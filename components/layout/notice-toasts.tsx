"use client";

import { usePathname, useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useRef } from "react";
import { useToast } from "@/components/ui/toast";
import { listenToEvents } from "@/lib/client/events";
import { requestJson } from "@/lib/client/request-json";
import { NoticesAnswer, type Notice } from "@/lib/contract/notices";

/** As many as toasts are shown at once; older ones wait for the next page. */
const mostAtOnce = 2;

/**
 * Tells notices wherever the person is: at once in every open tab, and what came in the meantime when they come back.
 * A notice counts as read when its toast has gone in a tab that could be seen.
 */
export function NoticeToasts() {
  const toast = useToast();
  const router = useRouter();
  const pathname = usePathname();
  const told = useRef(new Set<string>());

  const tell = useEffectEvent(({ id, text, href, readAt }: Notice) => {
    if (readAt !== null || told.current.has(id)) return;
    told.current.add(id);
    const page = href?.split("?")[0];
    // Of a request that was decided the text says everything, and the tier is at hand in the chat.
    const leadsOn = href !== null && page !== pathname && page !== "/upgrade";
    toast({
      kind: "info",
      title: text,
      action: leadsOn ? { label: "Show", onSelect: () => router.push(href) } : undefined,
      onClose: () => {
        if (document.visibilityState === "visible")
          void requestJson(`/api/notices/${encodeURIComponent(id)}/read`, { method: "POST" });
      },
    });
  });

  useEffect(() => {
    const abort = new AbortController();
    const readUnread = async () => {
      const result = await requestJson("/api/notices?limit=10", {
        schema: NoticesAnswer,
        signal: abort.signal,
      });
      if (!result.ok || abort.signal.aborted) return;
      const unread = result.data.items.filter(({ readAt }) => readAt === null);
      for (const notice of unread.slice(0, mostAtOnce).toReversed()) tell(notice);
    };
    void readUnread();
    const leave = listenToEvents({
      onEvent: (event) => {
        if (event.name === "notice") tell(event.data);
      },
      onCatchUp: () => void readUnread(),
    });
    return () => {
      abort.abort();
      leave();
    };
  }, []);
  return null;
}
