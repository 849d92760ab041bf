/**
 * Ollama's streams answer 200 and may then say `{"error": "…"}` in a line, which its AI SDK provider drops. This fetch
 * breaks the stream there instead, with that error.
 */
export async function fetchNoticingErrors(...[input, init]: Parameters<typeof fetch>): Promise<Response> {
  const response = await fetch(input, init);
  if (!response.ok || !response.body) return response;
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  let rest = "";
  const emit = (lines: string[], controller: TransformStreamDefaultController<Uint8Array>) => {
    for (const line of lines) {
      const error = /^\s*\{\s*"error"/.test(line) && errorOf(line);
      if (error) throw new Error(error);
      if (line.trim()) controller.enqueue(encoder.encode(`${line}\n`));
    }
  };
  const body = response.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
        rest = lines.pop() ?? "";
        emit(lines, controller);
      },
      flush: (controller) => emit([rest], controller),
    }),
  );
  return new Response(body, { status: response.status, headers: response.headers });
}

function errorOf(line: string): string | null {
  try {
    const { error } = JSON.parse(line) as { error?: unknown };
    return typeof error === "string" && error !== "" ? error : null;
  } catch {
    return null;
  }
}
