import { TokenizeInput, type TokenizeResult } from "@/lib/contract/sidecar";
import type { Route } from "./context";
import { generateRequest } from "./generate-request";
import { sendError } from "./http-error";
import { readBody } from "./read-body";
import { sendJson } from "./send-json";

/**
 * `POST /tokenize`: how many tokens the prompt of these messages has, by the template and the tokenizer of a model that
 * is loaded. It loads nothing: `count` is null otherwise.
 */
export const tokenize: Route = async ({ request, response, pool }) => {
  const body = await readBody(request, TokenizeInput);
  if (!body.ok) return sendError(response, body.error);
  const work = generateRequest(body.value, undefined);
  if ("code" in work) return sendError(response, work);
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  const result: TokenizeResult = {
    count: await pool.countTokens(body.value.model, work.messages, gone.signal),
  };
  if (!response.destroyed) sendJson(response, 200, result);
};
