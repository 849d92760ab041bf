import { EmbeddingsInput } from "@/lib/contract/sidecar";
import type { Route } from "./context";
import { sendError } from "./http-error";
import { readBody } from "./read-body";
import { sendJson } from "./send-json";
import { ticketHeaders } from "./ticket-headers";

/** `POST /v1/embeddings`. OpenAI's own client asks for base64: little-endian 32-bit floats. */
export const embeddings: Route = async ({ request, response, pool }) => {
  const body = await readBody(request, EmbeddingsInput);
  if (!body.ok) return sendError(response, body.error);
  const headers = ticketHeaders(request, pool);
  if ("code" in headers) return sendError(response, headers);
  const { model, input, encoding_format: format } = body.value;
  const work = { kind: "embed", input: typeof input === "string" ? [input] : input } as const;
  const { id, fairnessKey } = headers;
  const cancel = pool.submit({ id, model, fairnessKey, work }, (news) => {
    if (news.type === "failed") sendError(response, news.error);
    if (news.type !== "embedded") return;
    const data = news.vectors.map((vector, index) => ({
      object: "embedding",
      index,
      embedding: format === "base64" ? base64(vector) : vector,
    }));
    const usage = { prompt_tokens: news.tokens, total_tokens: news.tokens };
    sendJson(response, 200, { object: "list", data, model, usage });
  });
  if (response.destroyed) cancel();
  response.once("close", cancel);
};

function base64(vector: number[]): string {
  const bytes = Buffer.alloc(vector.length * 4);
  for (const [index, value] of vector.entries()) bytes.writeFloatLE(value, index * 4);
  return bytes.toString("base64");
}
