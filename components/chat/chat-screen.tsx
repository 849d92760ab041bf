"use client";

import { ArrowDown } from "lucide-react";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { AnswerAnnouncer } from "@/components/chat/answer-announcer";
import { useChatHeader } from "@/components/chat/chat-header-context";
import { Composer } from "@/components/chat/composer";
import { EmptyChat } from "@/components/chat/empty-chat";
import { SendNotice } from "@/components/chat/send-notice";
import { TranscriptView } from "@/components/chat/transcript-view";
import { usedTokens } from "@/components/chat/transcript";
import { useChatKeys } from "@/components/chat/use-chat-keys";
import { useChatSession } from "@/components/chat/use-chat-session";
import { useDraft } from "@/components/chat/use-draft";
import { useStickToBottom } from "@/components/chat/use-stick-to-bottom";
import { tierGoal } from "@/components/models/goals";
import { ModelBar, type DrawnBar } from "@/components/models/model-bar";
import { selectionNames } from "@/components/models/model-row";
import { SwitchSlot } from "@/components/models/switch-slot";
import { Button, ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Skeleton } from "@/components/ui/skeleton";
import { LockedDialog } from "@/components/upgrade/locked-dialog";
import type { LockedThing } from "@/components/upgrade/locked-view";
import { useConversations } from "@/lib/client/conversations";
import { useModels } from "@/lib/client/models";
import { modelName } from "@/lib/client/models-lookup";
import type { ConversationAnswer } from "@/lib/contract/chat";
import type { ModelRef } from "@/lib/contract/selection";

export type ChatScreenProps = {
  /** Also of a chat that does not exist yet: its first message creates it. */
  id: string;
  isNew: boolean;
  initial?: ConversationAnswer;
  bar: DrawnBar | null;
};

const column = "mx-auto w-full max-w-[calc(var(--column)+3rem)] px-4 md:pr-6 md:pl-11 lg:pl-6";
const escHintMs = 2000;

/** One conversation with everything around it. Keyed by its id. */
export function ChatScreen({ id, isNew, initial, bar }: ChatScreenProps) {
  const models = useModels();
  const router = useRouter();
  const { items, refresh } = useConversations();
  const [created, setCreated] = useState(!isNew);
  const draft = useDraft(created ? id : "new");
  const field = useRef<HTMLTextAreaElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const [pickerOpen, setPickerOpen] = useState(false);
  const [escHint, setEscHint] = useState(false);
  const [locked, setLocked] = useState<LockedThing | null>(null);

  const shown = useChatSession({
    id,
    initial,
    isNew,
    onAccepted: () => {
      draft.settle(id);
      if (!created) {
        setCreated(true);
        // The address of the chat, without leaving the page: the stream goes on.
        window.history.replaceState(null, "", `/chat/${id}`);
        models.enterScope(id, { sameChat: true });
      }
      refresh();
    },
    onReturned: draft.giveBack,
  });
  const { session, messages, busy, place, notice } = shown;
  const { away, toEnd } = useStickToBottom(content, `${id}/${place}`);

  const enter = useEffectEvent(() =>
    models.enterScope(isNew ? null : id, { selection: initial?.conversation.selection }),
  );
  useEffect(() => {
    enter();
  }, [id]);

  const title = items.find((item) => item.id === id)?.title ?? shown.title;
  useChatHeader(created && place === "here" ? { id, title: title || "New chat" } : null);

  const focusField = useEffectEvent(() => {
    // Fingers would get the keyboard over half of what they want to read.
    if (window.matchMedia("(pointer: fine)").matches) field.current?.focus({ preventScroll: true });
  });
  useEffect(() => {
    if (place === "here") focusField();
  }, [place]);

  const send = () => {
    const text = draft.text;
    if (!session.send(text)) return;
    draft.take();
    models.clearNotice();
    toEnd();
  };
  const again = useLatest((messageId: string, model?: ModelRef) => {
    session.answerAgain(messageId, model);
    toEnd();
  });
  const goOn = useLatest((model: ModelRef) => {
    session.send("Continue where your last answer stopped.", model);
    toEnd();
  });

  useChatKeys({
    busy,
    onPicker: () => setPickerOpen((open) => !open),
    onTier: (index) => {
      const tier = models.tiers?.tiers.toSorted((a, b) => a.order - b.order)[index];
      if (!tier) return;
      const goal = tier.access.allowed && tier.available ? tierGoal(tier) : null;
      if (!goal) setLocked({ kind: "tier", id: tier.id });
      else if (goal.tier !== models.selection?.tier || models.running) models.ask(goal);
    },
    onStop: () => {
      setEscHint(false);
      void session.stop();
    },
    onStopHint: () => setEscHint(true),
  });
  // The button that was pressed has gone, and writing goes on.
  const kept = models.notice?.kind === "kept";
  useEffect(() => {
    if (kept) focusField();
  }, [kept]);
  const movedTo = models.notice?.kind === "moved" ? models.notice.conversationId : null;
  useEffect(() => {
    if (movedTo !== null) router.push(`/chat/${encodeURIComponent(movedTo)}`);
  }, [movedTo, router]);

  // The server said no to what the page still offered: the dialog says why, and what helps.
  const refused = models.notice?.kind === "refused" ? models.notice.problem : null;
  const problem = [refused, notice?.problem].find((one) => one?.code === "tier_locked") ?? null;
  const denied = useMemo<LockedThing | null>(() => problem && { kind: "denied", problem }, [problem]);
  const closeLocked = () => {
    setLocked(null);
    if (problem && refused === problem) models.clearNotice();
    if (problem && notice?.problem === problem) session.clearNotice();
  };

  useEffect(() => {
    if (!escHint) return;
    const timer = setTimeout(() => setEscHint(false), escHintMs);
    return () => clearTimeout(timer);
  }, [escHint]);

  if (place === "missing")
    return (
      <div className={`${column} py-10`}>
        <EmptyState title="There is no such chat." action={<ButtonLink href="/">New chat</ButtonLink>}>
          It may have been deleted. Your other chats are in the list.
        </EmptyState>
      </div>
    );

  const names = selectionNames(models);
  return (
    <>
      <div ref={content} className={`${column} flex flex-1 flex-col pt-7 pb-2 max-md:pt-5`}>
        {place === "loading" ? (
          <div aria-busy className="grid gap-4">
            <span className="sr-only">Loading the chat</span>
            <Skeleton className="h-11 w-full" />
            <Skeleton className="w-4/5" />
            <Skeleton className="w-3/5" />
          </div>
        ) : messages.length === 0 ? (
          <EmptyChat
            draft={draft.text}
            onFill={(text) => {
              draft.set(text);
              field.current?.focus({ preventScroll: true });
            }}
          />
        ) : (
          <TranscriptView session={shown} models={models} onAgain={again} onContinue={goOn} />
        )}
      </div>
      <div className="sticky bottom-0 z-sticky bg-bg pb-3 before:pointer-events-none before:absolute before:inset-x-0 before:bottom-full before:h-6 before:bg-linear-to-t before:from-bg before:to-transparent max-md:pb-[max(0.5rem,env(safe-area-inset-bottom))]">
        <div className={`${column} relative`}>
          {away ? (
            <Button
              size="sm"
              className="absolute -top-10 left-1/2 -translate-x-1/2 rounded-full! shadow-2"
              onClick={toEnd}
            >
              <ArrowDown aria-hidden />
              Newest
            </Button>
          ) : null}
          {notice ? <SendNotice notice={notice} onClose={() => session.clearNotice()} /> : null}
          {escHint && busy ? (
            <p className="px-3.5 py-1 text-sm text-text-2">Press Esc again to stop the answer.</p>
          ) : null}
          <SwitchSlot offline={shown.offline} onChooseAnother={() => setPickerOpen(true)} />
          <Composer
            field={field}
            draft={draft.text}
            onDraft={draft.set}
            onSend={send}
            onStop={() => void session.stop()}
            busy={busy}
            stopping={shown.stopping}
            placeholder={names ? `Message ${names.tier}` : "Message"}
          />
          <ModelBar
            drawn={bar}
            pickerOpen={pickerOpen}
            onPickerOpen={setPickerOpen}
            onLocked={setLocked}
            offline={shown.offline}
            usedTokens={usedTokens(messages)}
            composer={field}
          />
        </div>
      </div>
      <LockedDialog
        locked={locked ?? denied}
        onClose={closeLocked}
        hasDraft={draft.text.trim() !== ""}
        finalFocus={field}
      />
      <AnswerAnnouncer session={shown} nameOf={(ref) => modelName(models, ref)} />
    </>
  );
}

/** A function that keeps its identity, so that hundreds of turns need not be drawn again for it. */
function useLatest<Arguments extends unknown[]>(
  run: (...args: Arguments) => void,
): (...args: Arguments) => void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  return useCallback((...args: Arguments) => latest.current(...args), []);
}
