import { Chat } from "@ai-sdk/react";
import { chatTransport } from "@/components/chat/chat-transport";
import { isRunning, toChatMessages, type ChatMessage } from "@/components/chat/message-types";
import { getConversation, stopAnswer } from "@/lib/client/api";
import { hasCode, isApiError, parseProblem, problemOf } from "@/lib/client/api-error";
import { newId } from "@/lib/client/new-id";
import type { ChatDataParts, ConversationAnswer } from "@/lib/contract/chat";
import type { Problem } from "@/lib/contract/problem";
import type { ModelRef } from "@/lib/contract/selection";

/** Something about sending that the person should know. */
export interface ChatNotice {
  text: string;
  problem: Problem | null;
}

/** What the page draws beside the messages. */
export interface SessionView {
  /** Before the first token: the place in the line, or how far the model's load is. */
  wait: ChatDataParts["queue"] | null;
  place: "loading" | "here" | "missing";
  /** Title as the server last told it; null for a chat that has none yet. */
  title: string | null;
  notice: ChatNotice | null;
  /** The connection is gone and is being tried again. */
  offline: boolean;
  /** Stop was pressed, and the answer has not ended yet. */
  stopping: boolean;
}

export interface SessionHandlers {
  /** The server has taken a message; the conversation exists from the first one on. */
  onAccepted: () => void;
  /** A message did not get through: its text belongs to the person again. */
  onReturned: (text: string) => void;
}

export interface SessionOptions {
  id: string;
  /** What the server drew the page with. */
  initial?: ConversationAnswer;
  /** The conversation does not exist yet. */
  isNew: boolean;
}

type Sent = { id: string; text: string };

const firstPauseMs = 1_000;
const longestPauseMs = 15_000;
const notArrived = "The message did not reach the server. Your text is back in the field.";

/**
 * One conversation: sending, the running answer, and its way back after a lost connection, a reload or another tab.
 * The server's record is the truth; whatever breaks, `sync` brings the page back to it.
 */
export class ChatSession {
  readonly chat: Chat<ChatMessage>;
  readonly #id: string;
  readonly #isNew: boolean;
  readonly #listeners = new Set<() => void>();
  #view: SessionView;
  #handlers: SessionHandlers = { onAccepted: () => {}, onReturned: () => {} };
  /** Whether the server knows this conversation. */
  #exists: boolean;
  /** The message on its way, until the server has it. */
  #unsent: Sent | null = null;
  /** One that came back: sent again as it was, it keeps its id, so that it can not arrive twice. */
  #returned: Sent | null = null;
  /** The transcript before an answer was asked for again. */
  #before: ChatMessage[] | null = null;
  #stopWanted = false;
  /** To be read again when the answer that is being written has ended. */
  #stale = false;
  #syncing: AbortController | null = null;
  #open = false;

  constructor({ id, initial, isNew }: SessionOptions) {
    this.#id = id;
    this.#isNew = isNew;
    this.#exists = !isNew;
    this.#view = {
      wait: null,
      place: isNew || initial ? "here" : "loading",
      title: initial?.conversation.title ?? null,
      notice: null,
      offline: false,
      stopping: false,
    };
    this.chat = new Chat<ChatMessage>({
      id,
      messages: toChatMessages(initial?.messages ?? []),
      generateId: newId,
      transport: chatTransport(() => this.#accepted()),
      onData: (part) => {
        if (part.type === "data-queue") this.#show({ wait: part.data as ChatDataParts["queue"] });
      },
      onError: (error) => this.#failed(error),
      onFinish: () => this.#ended(),
    });
  }

  /** Reads what the server has and follows it. @returns a function that ends the reading; a running answer goes on */
  open(): () => void {
    this.#open = true;
    if (!this.#isNew || this.#exists) void this.#sync();
    return () => {
      this.#open = false;
      this.#syncing?.abort();
      void this.chat.stop();
    };
  }

  readonly subscribe = (changed: () => void): (() => void) => {
    this.#listeners.add(changed);
    return () => this.#listeners.delete(changed);
  };

  readonly view = (): SessionView => this.#view;

  setHandlers(handlers: SessionHandlers): void {
    this.#handlers = handlers;
  }

  /** @returns false when nothing was sent: no text, or an answer is being written */
  send(text: string, model?: ModelRef): boolean {
    if (text.trim() === "" || !this.#prepare()) return false;
    const sent = this.#returned?.text === text ? this.#returned : { id: newId(), text };
    this.#unsent = sent;
    this.#returned = null;
    const metadata = { createdAt: new Date().toISOString() };
    void this.chat.sendMessage(
      { id: sent.id, role: "user", parts: [{ type: "text", text }], metadata },
      { body: { model } },
    );
    return true;
  }

  /** Replaces the last answer by another one. */
  answerAgain(messageId: string, model?: ModelRef): void {
    if (!this.#prepare()) return;
    this.#before = this.chat.messages;
    void this.chat.regenerate({ messageId, body: { model } });
  }

  /** Asks the server to end the answer; its stream then ends by itself. */
  async stop(): Promise<void> {
    if (!this.#busy) return;
    this.#show({ stopping: true });
    try {
      await stopAnswer(this.#id);
      this.#stopWanted = false;
    } catch (error) {
      // Not there yet: the question itself is still on its way.
      if (hasCode(error, "not_found")) {
        this.#stopWanted = true;
        return;
      }
      const text = "The answer could not be stopped: the server did not answer. It goes on, and is saved.";
      this.#show({ stopping: false, notice: { text, problem: problemOf(error) } });
    }
  }

  clearNotice(): void {
    this.#show({ notice: null });
  }

  /** An event says that this conversation has changed. Our own stream tells more and sooner. */
  heard(running: boolean): void {
    if (this.#busy || this.#syncing) return;
    if (running || isRunning(this.chat.messages.at(-1))) void this.#sync();
  }

  /** What is shown may lack something: events were missed, or a switch has put a summary here. */
  catchUp(): void {
    if (!this.#exists) return;
    this.#stale = this.#busy;
    if (!this.#busy && !this.#syncing) void this.#sync();
  }

  get #busy(): boolean {
    return this.chat.status === "submitted" || this.chat.status === "streaming";
  }

  #show(change: Partial<SessionView>): void {
    this.#view = { ...this.#view, ...change };
    for (const changed of this.#listeners) changed();
  }

  #prepare(): boolean {
    if (this.#busy) return false;
    this.#syncing?.abort();
    this.#before = null;
    this.#stopWanted = false;
    this.#show({ notice: null, wait: null, stopping: false });
    return true;
  }

  #accepted(): void {
    this.#exists = true;
    this.#unsent = null;
    this.#before = null;
    this.#handlers.onAccepted();
    if (this.#stopWanted) void this.stop();
  }

  #ended(): void {
    this.#stopWanted = false;
    this.#show({ wait: null, stopping: false });
    // A stream that simply stops, without a word on how the answer ended, was cut on the way.
    const wanted = this.#stale || isRunning(this.chat.messages.at(-1));
    this.#stale = false;
    if (this.#open && !this.#syncing && wanted) void this.#sync();
  }

  #failed(error: Error): void {
    const problem = problemOf(error);
    if (isApiError(error) && problem) return this.#refused(problem);
    // The server's own word on how the answer ended; the message carries it too and draws it.
    if (parseProblem(error.message)) return;
    if (this.#open && !this.#syncing) void this.#sync();
  }

  /** The server said no before anything began: everything is as it was before the click. */
  #refused(problem: Problem): void {
    const sent = this.#unsent;
    if (this.#before) this.chat.messages = this.#before;
    this.#before = null;
    if (problem.code === "duplicate_message") return void this.#sync();
    if (sent) this.#giveBack(sent);
    const text = sent ? `${problem.detail} Your text is back in the field.` : problem.detail;
    this.#show({ notice: { text, problem } });
    // Another tab was faster: show what it asked.
    if (problem.code === "answer_running") void this.#sync();
  }

  #giveBack(sent: Sent): void {
    this.#unsent = null;
    this.#returned = sent;
    this.chat.messages = this.chat.messages.filter((message) => message.id !== sent.id);
    this.#handlers.onReturned(sent.text);
  }

  /** Reads the conversation and, while an answer runs, watches it. Tries until it gets an answer; one at a time. */
  async #sync(): Promise<void> {
    this.#syncing?.abort();
    const own = new AbortController();
    this.#syncing = own;
    let pauseMs = firstPauseMs;
    try {
      while (!(await this.#syncOnce(own.signal)) && !own.signal.aborted) {
        await pause(pauseMs, own.signal);
        pauseMs = Math.min(pauseMs * 2, longestPauseMs);
      }
    } finally {
      if (this.#syncing === own) this.#syncing = null;
    }
  }

  /** @returns true when there is nothing left to wait for */
  async #syncOnce(signal: AbortSignal): Promise<boolean> {
    let truth: ConversationAnswer;
    try {
      truth = await getConversation(this.#id, signal);
    } catch (error) {
      return signal.aborted || this.#unreadable(error);
    }
    if (signal.aborted || this.#busy) return true;
    this.#exists = true;
    this.#before = null;
    const sent = this.#unsent;
    const arrived = sent === null || truth.messages.some((message) => message.id === sent.id);
    this.chat.messages = toChatMessages(truth.messages);
    this.chat.clearError();
    this.#show({ offline: false, place: "here", title: truth.conversation.title });
    if (!arrived) {
      this.#giveBack(sent);
      this.#show({ notice: { text: notArrived, problem: null } });
    } else if (sent) this.#accepted();
    if (!isRunning(this.chat.messages.at(-1))) return true;
    await this.chat.resumeStream();
    return !isRunning(this.chat.messages.at(-1));
  }

  /** @returns true when asking again would say the same */
  #unreadable(error: unknown): boolean {
    const problem = problemOf(error);
    if (hasCode(error, "not_found")) {
      const sent = this.#unsent;
      if (this.#exists || !sent) this.#show({ place: "missing" });
      else {
        this.#giveBack(sent);
        this.chat.clearError();
        this.#show({ offline: false, notice: { text: notArrived, problem: null } });
      }
      return true;
    }
    if (problem && problem.status < 500) {
      this.#show({ notice: { text: problem.detail, problem } });
      return true;
    }
    this.#show({ offline: true });
    return false;
  }
}

/** Waits, or less when the connection is back. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      globalThis.removeEventListener?.("online", done);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    globalThis.addEventListener?.("online", done, { once: true });
    signal.addEventListener("abort", done, { once: true });
    if (signal.aborted) done();
  });
}
