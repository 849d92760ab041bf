import { describe, expect, test, vi } from "vitest";
import { sse, type SseMessage } from "@/lib/http/sse";

type Send = (message: SseMessage) => void;

async function readAll(response: Response): Promise<string> {
  return new Response(response.body).text();
}

describe("an event stream", () => {
  test("carries name, id and JSON, and ends when it is closed", async () => {
    const stop = vi.fn<() => void>();
    const response = sse((send, close) => {
      send({ event: "notice", id: 7, data: { text: "two\nlines" } });
      queueMicrotask(close);
      return stop;
    });
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    expect(await readAll(response)).toBe(
      ': connected\n\nid: 7\nevent: notice\ndata: {"text":"two\\nlines"}\n\n',
    );
    expect(stop).toHaveBeenCalledTimes(1);
  });

  test("closed while it opens stops what it started, and says nothing more", async () => {
    const stop = vi.fn<() => void>();
    let sendLater: Send = () => {};
    const response = sse((send, close) => {
      sendLater = send;
      close();
      return stop;
    });
    sendLater({ data: "too late" });
    expect(await readAll(response)).toBe(": connected\n\n");
    expect(stop).toHaveBeenCalledTimes(1);
  });

  test("stops its source when the client leaves, and bears what is sent afterwards", async () => {
    const stop = vi.fn<() => void>();
    let send: Send = () => {};
    const response = sse((sender) => {
      send = sender;
      return stop;
    });
    await response.body?.cancel();
    expect(stop).toHaveBeenCalledTimes(1);
    expect(() => send({ data: 1 })).not.toThrow();
  });

  test("a reader that stopped reading is let go before it fills the memory", async () => {
    const stop = vi.fn<() => void>();
    let send: Send = () => {};
    const response = sse((sender) => {
      send = sender;
      return stop;
    });
    for (let sent = 0; sent < 1000; sent++) send({ data: sent });
    expect(stop).toHaveBeenCalledTimes(1);
    expect((await readAll(response)).split("\n\n").length).toBeLessThan(300);
  });
});
