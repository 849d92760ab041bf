import { SiteEvent } from "@/lib/contract/events";

/**
 * Live events of the site: one EventSource per tab, open while somebody listens and the tab can be seen. A browser
 * grants six connections per host over HTTP/1.1, so hidden tabs give theirs back; when one is shown again its
 * listeners are told to catch up (`onCatchUp`).
 */
export interface EventListenerSet {
  onEvent?: (event: SiteEvent) => void;
  /** Events may have been missed: read again what they would have told. */
  onCatchUp?: () => void;
  onConnection?: (connected: boolean) => void;
}

const names = SiteEvent.options.map((option) => option.shape.name.value);
const hiddenGraceMs = 20_000;
const firstRetryMs = 1_000;
const longestRetryMs = 30_000;

const listeners = new Set<EventListenerSet>();
let source: EventSource | null = null;
let connected = false;
/** A first connection has nothing to catch up with. */
let missed = false;
let retryMs = firstRetryMs;
let retryTimer: ReturnType<typeof setTimeout> | undefined;
let hiddenTimer: ReturnType<typeof setTimeout> | undefined;

/** @returns a function that ends the subscription */
export function listenToEvents(listener: EventListenerSet): () => void {
  listeners.add(listener);
  if (listeners.size === 1) {
    document.addEventListener("visibilitychange", followVisibility);
    window.addEventListener("online", reconnect);
    open();
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    document.removeEventListener("visibilitychange", followVisibility);
    window.removeEventListener("online", reconnect);
    clearTimeout(hiddenTimer);
    close();
    missed = false;
  };
}

/** True while events arrive; polling stands in otherwise. */
export function eventsConnected(): boolean {
  return connected;
}

function open() {
  clearTimeout(retryTimer);
  if (source) return;
  const own = new EventSource("/api/events");
  source = own;
  own.addEventListener("open", () => {
    retryMs = firstRetryMs;
    setConnected(true);
    if (missed) for (const listener of listeners) listener.onCatchUp?.();
    missed = true;
  });
  own.addEventListener("error", () => {
    setConnected(false);
    // The browser tries again by itself, with Last-Event-ID, unless the server refused.
    if (own.readyState !== EventSource.CLOSED || source !== own) return;
    close();
    retryTimer = setTimeout(open, retryMs);
    retryMs = Math.min(retryMs * 2, longestRetryMs);
  });
  for (const name of names)
    own.addEventListener(name, (message) => {
      const event = parseEvent(name, message.data);
      if (event) for (const listener of listeners) listener.onEvent?.(event);
    });
}

function close() {
  clearTimeout(retryTimer);
  source?.close();
  source = null;
  setConnected(false);
}

function reconnect() {
  if (connected || document.visibilityState !== "visible") return;
  close();
  open();
}

function followVisibility() {
  clearTimeout(hiddenTimer);
  if (document.visibilityState === "visible") open();
  else hiddenTimer = setTimeout(close, hiddenGraceMs);
}

function setConnected(next: boolean) {
  if (connected === next) return;
  connected = next;
  for (const listener of listeners) listener.onConnection?.(next);
}

/** An event of the contract; null for what this version of the page does not know. */
export function parseEvent(name: string, data: string): SiteEvent | null {
  try {
    const parsed = SiteEvent.safeParse({ name, data: JSON.parse(data) });
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
