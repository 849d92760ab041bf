"use client";

import { Chat, useChat } from "@ai-sdk/react";
import { useCallback, useEffect, useEffectEvent, useRef, useState } from "react";
import { chatTransport } from "@/components/chat/chat-transport";
import { isAnswer, isRunning, toChatMessages, type ChatMessage } from "@/components/chat/message-types";
import { getConversation, stopAnswer } from "@/lib/client/api";
import { hasCode, isApiError, parseProblem, problemOf } from "@/lib/client/api-error";
import { listenToEvents } from "@/lib/client/events";
import { newId } from "@/lib/client/new-id";
import type { ChatDataParts, ConversationAnswer } from "@/lib/contract/chat";
import type { Problem } from "@/lib/contract/problem";
import type { ModelRef } from "@/lib/contract/selection";

/** Something about sending that the person should know; the text is back in the composer where `kept`. */
export interface ChatNotice {
  text: string;
  problem: Problem | null;
}

export type ChatPlace = "loading" | "here" | "missing";

export interface ChatSession {
  messages: ChatMessage[];
  /** An answer is asked for or being written. */
  busy: boolean;
  /** Before the first token: the place in the line, or how far the model's load is. */
  wait: ChatDataParts["queue"] | null;
  place: ChatPlace;
  /** Title as the server last told it; null for a chat that has none yet. */
  title: string | null;
  notice: ChatNotice | null;
  /** The connection is gone and is being tried again. */
  offline: boolean;
  stopping: boolean;
  /** @returns false when nothing was sent */
  send: (text: string, model?: ModelRef) => boolean;
  answerAgain: (messageId: string, model?: ModelRef) => void;
  stop: () => void;
  clearNotice: () => void;
}

export interface ChatSessionOptions {
  id: string;
  /** What the server drew the page with. */
  initial?: ConversationAnswer;
  /** The conversation does not exist yet. */
  isNew: boolean;
  /** The server has taken the first or a further message. */
  onAccepted: () => void;
  /** A message did not get through: its text belongs to the person again. */
  onReturned: (text: string) => void;
}

type Sent = { id: string; text: string };

const firstPauseMs = 1_000;
const longestPauseMs = 15_000;
const drawEveryMs = 50;

/** One conversation: sending, the running answer, and its way back after a lost connection, a reload or another tab. */
export function useChatSession(options: ChatSessionOptions): ChatSession {
  const { id, initial, isNew } = options;
  const [place, setPlace] = useState<ChatPlace>(isNew || initial ? "here" : "loading");
  const [title, setTitle] = useState(initial?.conversation.title ?? null);
  const [notice, setNotice] = useState<ChatNotice | null>(null);
  const [wait, setWait] = useState<ChatSession["wait"]>(null);
  const [offline, setOffline] = useState(false);
  const [stopping, setStopping] = useState(false);

  /** Whether the server knows this conversation. */
  const exists = useRef(!isNew);
  /** The message on its way, until the server has it. */
  const unsent = useRef<Sent | null>(null);
  /** One that came back: sent again as it was, it keeps its id, so that it can not arrive twice. */
  const returned = useRef<Sent | null>(null);
  /** What the transcript was before an answer was asked for again. */
  const before = useRef<ChatMessage[] | null>(null);
  const stopWanted = useRef(false);
  const syncing = useRef<AbortController | null>(null);
  const left = useRef(false);

  const accepted = useEffectEvent(() => {
    exists.current = true;
    unsent.current = null;
    before.current = null;
    options.onAccepted();
    if (stopWanted.current) stop();
  });
  const failed = useEffectEvent((error: Error) => fail(error));
  const ended = useEffectEvent(() => {
    setWait(null);
    setStopping(false);
    stopWanted.current = false;
    // A stream that simply stops, without a word on how the answer ended, was cut on the way.
    if (isRunning(chat.messages.at(-1)) && !syncing.current && !left.current) void sync();
  });

  const [chat] = useState(
    () =>
      new Chat<ChatMessage>({
        id,
        messages: toChatMessages(initial?.messages ?? []),
        generateId: newId,
        transport: chatTransport(() => accepted()),
        onData: (part) => {
          if (part.type === "data-queue") setWait(part.data as ChatDataParts["queue"]);
        },
        onError: (error) => failed(error),
        onFinish: () => ended(),
      }),
  );
  const { messages, status } = useChat({ chat, experimental_throttle: drawEveryMs });
  const busy = status === "submitted" || status === "streaming";
  const isBusy = () => chat.status === "submitted" || chat.status === "streaming";

  function fail(error: Error) {
    const problem = problemOf(error);
    if (isApiError(error) && problem) return refused(problem);
    // The server's own word on how the answer ended; the message carries it too and draws it.
    if (parseProblem(error.message)) return;
    if (!syncing.current) void sync();
  }

  /** The server said no before anything began: everything is as it was before the click. */
  function refused(problem: Problem) {
    const sent = unsent.current;
    if (before.current) chat.messages = before.current;
    before.current = null;
    if (problem.code === "duplicate_message") return void sync();
    if (!sent) {
      if (problem.code !== "not_found") setNotice({ text: problem.detail, problem });
      return;
    }
    giveBack(sent);
    setNotice({ text: `${problem.detail} Your text is back in the field.`, problem });
    // Another tab was faster: show what it asked.
    if (problem.code === "answer_running") void sync();
  }

  function giveBack(sent: Sent) {
    unsent.current = null;
    returned.current = sent;
    chat.messages = chat.messages.filter((message) => message.id !== sent.id);
    options.onReturned(sent.text);
  }

  /**
   * Brings the page to what the server has: reads the conversation and, while an answer runs, watches it. Tries until
   * it gets an answer; one at a time.
   */
  async function sync() {
    syncing.current?.abort();
    const own = new AbortController();
    syncing.current = own;
    let pauseMs = firstPauseMs;
    try {
      while (!own.signal.aborted) {
        const done = await syncOnce(own.signal);
        if (done || own.signal.aborted) return;
        await pause(pauseMs, own.signal);
        pauseMs = Math.min(pauseMs * 2, longestPauseMs);
      }
    } finally {
      if (syncing.current === own) syncing.current = null;
    }
  }

  /** @returns true when there is nothing left to wait for */
  async function syncOnce(signal: AbortSignal): Promise<boolean> {
    let truth: ConversationAnswer;
    try {
      truth = await getConversation(id, signal);
    } catch (error) {
      if (signal.aborted) return true;
      if (hasCode(error, "not_found")) return missing();
      const problem = problemOf(error);
      if (problem && problem.status < 500) {
        setNotice({ text: problem.detail, problem });
        return true;
      }
      setOffline(true);
      return false;
    }
    if (isBusy() || signal.aborted) return true;
    setOffline(false);
    setPlace("here");
    setTitle(truth.conversation.title);
    exists.current = true;
    const sent = unsent.current;
    const arrived = !sent || truth.messages.some((message) => message.id === sent.id);
    chat.messages = toChatMessages(truth.messages);
    chat.clearError();
    before.current = null;
    if (arrived) {
      if (sent) accepted();
    } else {
      giveBack(sent);
      setNotice({
        text: "The message did not reach the server. Your text is back in the field.",
        problem: null,
      });
    }
    if (!isRunning(chat.messages.at(-1))) return true;
    await chat.resumeStream();
    return !isRunning(chat.messages.at(-1));
  }

  function missing(): true {
    const sent = unsent.current;
    if (!exists.current && sent) {
      giveBack(sent);
      setOffline(false);
      chat.clearError();
      setNotice({
        text: "The message did not reach the server. Your text is back in the field.",
        problem: null,
      });
    } else setPlace("missing");
    return true;
  }

  const begin = useEffectEvent(() => {
    left.current = false;
    if (!isNew) void sync();
  });
  const heard = useEffectEvent((running: boolean) => {
    // Our own stream tells more and sooner.
    if (isBusy() || syncing.current) return;
    if (running || isRunning(chat.messages.at(-1))) void sync();
  });
  const catchUp = useEffectEvent(() => {
    if (exists.current && !isBusy() && !syncing.current) void sync();
  });
  const leave = useEffectEvent(() => {
    left.current = true;
    syncing.current?.abort();
    // Ends only the reading: the answer goes on and is saved.
    void chat.stop();
  });

  useEffect(() => {
    begin();
    const unlisten = listenToEvents({
      onEvent: (event) => {
        if (event.name === "conversation.changed" && event.data.id === id) heard(event.data.running);
      },
      onCatchUp: () => catchUp(),
    });
    return () => {
      unlisten();
      leave();
    };
  }, [id]);

  function prepare(): boolean {
    if (isBusy()) return false;
    syncing.current?.abort();
    before.current = null;
    setNotice(null);
    setWait(null);
    setStopping(false);
    return true;
  }

  const send: ChatSession["send"] = (text, model) => {
    if (text.trim() === "" || !prepare()) return false;
    const sent = returned.current?.text === text ? returned.current : { id: newId(), text };
    unsent.current = sent;
    returned.current = null;
    void chat.sendMessage(
      {
        id: sent.id,
        role: "user",
        parts: [{ type: "text", text }],
        metadata: { createdAt: new Date().toISOString() },
      },
      { body: { model } },
    );
    return true;
  };

  const answerAgain: ChatSession["answerAgain"] = (messageId, model) => {
    if (!prepare()) return;
    before.current = chat.messages;
    void chat.regenerate({ messageId, body: { model } });
  };

  function stop() {
    if (!isBusy()) return;
    setStopping(true);
    stopAnswer(id).then(
      () => {
        stopWanted.current = false;
      },
      (error: unknown) => {
        // Not there yet: the question itself is still on its way.
        if (hasCode(error, "not_found")) {
          stopWanted.current = true;
          return;
        }
        setStopping(false);
        setNotice({
          text: "The answer could not be stopped: the server did not answer. It goes on, and is saved.",
          problem: problemOf(error),
        });
      },
    );
  }

  const clearNotice = useCallback(() => setNotice(null), []);
  return {
    messages,
    busy,
    wait,
    place,
    title,
    notice,
    offline,
    stopping,
    send,
    answerAgain,
    stop,
    clearNotice,
  };
}

/** Waits, or less when the connection is back. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener("online", done);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    window.addEventListener("online", done, { once: true });
    signal.addEventListener("abort", done, { once: true });
  });
}

/** The answer after which a person may ask for another one: only the last. */
export function lastAnswer(messages: ChatMessage[]): ChatMessage | null {
  const last = messages.at(-1);
  return isAnswer(last) ? last : null;
}
