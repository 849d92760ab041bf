import type { LanguageModelMiddleware } from "ai";

/**
 * Ollama's streams answer 200 and may then say `{"error": "…"}` in a line, which its AI SDK provider drops. For one
 * answer: a fetch that ends the stream there and remembers the error, and a middleware that puts it at the stream's
 * end. Breaking the stream instead would lose text that is still on its way.
 */
export function noticeErrors(): { fetch: typeof fetch; middleware: LanguageModelMiddleware } {
  let noticed: string | null = null;
  return {
    fetch: async (input, init) => {
      const response = await fetch(input, init);
      if (!response.ok || !response.body) return response;
      const body = response.body.pipeThrough(
        untilError((error) => {
          noticed = error;
        }),
      );
      return new Response(body, { status: response.status, headers: response.headers });
    },
    middleware: {
      specificationVersion: "v3",
      wrapStream: async ({ doStream }) => {
        const { stream, ...rest } = await doStream();
        type Part = typeof stream extends ReadableStream<infer P> ? P : never;
        const told = new TransformStream<Part, Part>({
          transform(part, controller) {
            if (part.type !== "finish" || noticed === null) return controller.enqueue(part);
            controller.enqueue({ type: "error", error: new Error(noticed) });
            controller.enqueue({ ...part, finishReason: { unified: "error", raw: undefined } });
          },
        });
        return { ...rest, stream: stream.pipeThrough(told) };
      },
    },
  };
}

/** Passes whole lines; ends before the first one that is an error. */
function untilError(onError: (error: string) => void): TransformStream<Uint8Array, Uint8Array> {
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  let rest = "";
  const pass = (lines: string[], controller: TransformStreamDefaultController<Uint8Array>) => {
    for (const line of lines) {
      const error = errorOf(line);
      if (error !== null) {
        onError(error);
        return controller.terminate();
      }
      if (line.trim()) controller.enqueue(encoder.encode(`${line}\n`));
    }
  };
  return new TransformStream({
    transform(chunk, controller) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      pass(lines, controller);
    },
    flush: (controller) => pass([rest], controller),
  });
}

function errorOf(line: string): string | null {
  if (!/^\s*\{\s*"error"/.test(line)) return null;
  try {
    const { error } = JSON.parse(line) as { error?: unknown };
    return typeof error === "string" && error !== "" ? error : null;
  } catch {
    return null;
  }
}
