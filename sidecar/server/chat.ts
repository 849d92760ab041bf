import { ChatCompletionInput } from "@/lib/contract/sidecar";
import { collectCompletion } from "./completion-json";
import { streamCompletion } from "./completion-stream";
import type { Route } from "./context";
import { generateRequest } from "./generate-request";
import { sendError } from "./http-error";
import { readBody } from "./read-body";
import { ticketHeaders } from "./ticket-headers";

/** `POST /v1/chat/completions`. The client's going away cancels its ticket, wherever that stands. */
export const chatCompletions: Route = async (context) => {
  const { request, response, pool } = context;
  const body = await readBody(request, ChatCompletionInput);
  if (!body.ok) return sendError(response, body.error);
  const headers = ticketHeaders(request, pool);
  if ("code" in headers) return sendError(response, headers);
  const work = generateRequest(body.value, headers.sessionKey);
  if ("code" in work) return sendError(response, work);

  const { model, stream, stream_options: options } = body.value;
  const answer = stream
    ? streamCompletion(context, model, options?.include_usage ?? false)
    : collectCompletion(context, model);
  const { id, fairnessKey } = headers;
  const cancel = pool.submit({ id, model, fairnessKey, work: { kind: "chat", request: work } }, answer);
  if (response.destroyed) cancel();
  response.once("close", cancel);
};
