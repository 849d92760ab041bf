export interface Endpoint {
  /** With `/v1`. */
  base: string;
  token?: string;
}

export interface Timing {
  firstTokenMs: number;
  totalMs: number;
  tokens: number;
  /** Between the pieces of one answer. */
  gapsMs: number[];
}

const words = ["river", "stone", "quick", "amber", "seven", "north", "paper", "glass"];

/** About 65 tokens that begin differently for each seed, so that no engine's prompt cache helps. */
export function promptOf(seed: number): string {
  const list = Array.from({ length: 40 }, (_, i) => words[(i * 7 + seed * 3) % words.length]).join(" ");
  return `${seed}. Write a very long story that uses these words: ${list}.`;
}

/** So many words, another text for each seed. */
export function longPromptOf(seed: number, count: number): string {
  const list = Array.from({ length: count }, (_, i) => words[(i * 5 + seed * 3) % words.length]).join(" ");
  return `${seed}. Sum up: ${list}`;
}

export interface AskOptions {
  prompt?: string;
  /** `x-session-key` of the sidecar. */
  session?: string;
  /** Hears of each piece as it comes. */
  onPiece?: (pieces: number) => void;
}

/** One streamed chat completion of any OpenAI-compatible endpoint, measured from outside. */
export async function ask(
  endpoint: Endpoint,
  model: string,
  seed: number,
  maxTokens: number,
  { prompt = promptOf(seed), session, onPiece }: AskOptions = {},
): Promise<Timing> {
  const begun = performance.now();
  const response = await fetch(`${endpoint.base}/chat/completions`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(session ? { "x-session-key": session } : {}),
      ...(endpoint.token ? { authorization: `Bearer ${endpoint.token}` } : {}),
    },
    body: JSON.stringify({
      model,
      stream: true,
      stream_options: { include_usage: true },
      max_tokens: maxTokens,
      temperature: 0,
      messages: [
        { role: "system", content: "You are a helpful assistant." },
        { role: "user", content: prompt },
      ],
    }),
  });
  if (!response.ok || !response.body) throw new Error(`${response.status} ${await response.text()}`);
  let [first, last, pieces, tokens] = [0, 0, 0, 0];
  const gapsMs: number[] = [];
  for await (const data of eventData(response.body)) {
    const chunk = JSON.parse(data) as {
      error?: unknown;
      choices?: { delta?: { content?: string | null } }[];
      usage?: { completion_tokens?: number } | null;
    };
    if (chunk.error) throw new Error(JSON.stringify(chunk.error));
    tokens = chunk.usage?.completion_tokens ?? tokens;
    if (!chunk.choices?.[0]?.delta?.content) continue;
    const now = performance.now();
    if (pieces++ === 0) first = now;
    else gapsMs.push(now - last);
    last = now;
    onPiece?.(pieces);
  }
  return {
    firstTokenMs: first - begun,
    totalMs: performance.now() - begun,
    tokens: tokens || pieces,
    gapsMs,
  };
}

async function* eventData(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let buffer = "";
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    buffer += decoder.decode(chunk, { stream: true });
    for (let end = buffer.indexOf("\n"); end >= 0; end = buffer.indexOf("\n")) {
      const line = buffer.slice(0, end).trim();
      buffer = buffer.slice(end + 1);
      if (line.startsWith("data:") && !line.includes("[DONE]")) yield line.slice(5);
    }
  }
}
