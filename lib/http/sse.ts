const encoder = new TextEncoder();

export interface SseMessage {
  event?: string;
  data: unknown;
  id?: string | number;
}

/**
 * Server-sent events. `start` gets `send` and `close` and returns what to do when the client leaves.
 * A comment every 15 s keeps proxies from closing a quiet stream.
 */
export function sse(start: (send: (message: SseMessage) => void, close: () => void) => () => void): Response {
  let stop: (() => void) | undefined;
  let heartbeat: NodeJS.Timeout | undefined;
  let ended = false;
  const end = () => {
    ended = true;
    clearInterval(heartbeat);
    stop?.();
    stop = undefined;
  };
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      const close = () => {
        if (ended) return;
        end();
        controller.close();
      };
      const write = (text: string) => {
        if (ended) return;
        // A reader that stopped reading must not fill the memory: it reconnects and resumes by Last-Event-ID.
        if ((controller.desiredSize ?? 0) < -256) return close();
        controller.enqueue(encoder.encode(text));
      };
      write(": connected\n\n");
      heartbeat = setInterval(() => write(": heartbeat\n\n"), 15_000);
      heartbeat.unref();
      stop = start(({ event, data, id }) => {
        const lines = [
          id !== undefined && `id: ${id}`,
          event && `event: ${event}`,
          `data: ${JSON.stringify(data)}`,
        ];
        write(`${lines.filter(Boolean).join("\n")}\n\n`);
      }, close);
      // `start` itself may have closed the stream, before there was anything to stop.
      if (ended) end();
    },
    cancel: end,
  });
  return new Response(stream, {
    headers: {
      "content-type": "text/event-stream",
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
    },
  });
}
