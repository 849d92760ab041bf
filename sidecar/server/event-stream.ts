import type { ServerResponse } from "node:http";

/** A reader who lets so much pile up is no longer waited for: the stream is cut, which cancels its ticket. */
const mostBufferedBytes = 1024 * 1024;

export interface EventStream {
  begin(): void;
  /** A line that clients ignore. */
  comment(text: string): void;
  data(value: unknown): void;
  /** OpenAI's end of a complete stream. */
  done(): void;
  end(): void;
}

/** Server-sent events on a response. Writing never waits for the reader. */
export function openEventStream(response: ServerResponse): EventStream {
  function write(text: string): void {
    if (response.destroyed || response.writableEnded) return;
    response.write(text);
    if (response.writableLength > mostBufferedBytes) response.destroy();
  }
  return {
    begin() {
      if (response.destroyed) return;
      response.writeHead(200, {
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-cache, no-transform",
        "x-accel-buffering": "no",
      });
      response.flushHeaders();
    },
    comment: (text) => write(`: ${text}\n\n`),
    data: (value) => write(`data: ${JSON.stringify(value)}\n\n`),
    done() {
      write("data: [DONE]\n\n");
      response.end();
    },
    end: () => void response.end(),
  };
}
