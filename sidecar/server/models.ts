import {
  CancelInput,
  LoadInput,
  PinInput,
  UnloadInput,
  WarmInput,
  type LoadResult,
  type WarmResult,
} from "@/lib/contract/sidecar";
import type { Route } from "./context";
import { sendError } from "./http-error";
import { readBody } from "./read-body";
import { sendJson } from "./send-json";
import { ticketHeaders } from "./ticket-headers";

/** `GET /models`: everything in the folders, with the pool's state. */
export const listModels: Route = async ({ response, pool }) => {
  sendJson(response, 200, await pool.list());
};

/** `GET /running`: the same with only what has a runner. */
export const listRunning: Route = async ({ response, pool }) => {
  const all = await pool.list();
  const models = all.models.filter(({ status }) => status !== "cold" && status !== "failed");
  sendJson(response, 200, { ...all, models });
};

/** `GET /v1/models`, for clients that know only OpenAI. */
export const listForOpenAi: Route = async ({ response, pool }) => {
  const { models } = await pool.list();
  const usable = models.filter((model) => model.invalid === undefined);
  const data = usable.map(({ id }) => ({ id, object: "model", created: 0, owned_by: "llamacpp" }));
  sendJson(response, 200, { object: "list", data });
};

/** `POST /models/load`: answers when the model is ready; the client's going away gives its ticket up. */
export const loadModel: Route = async ({ request, response, pool }) => {
  const body = await readBody(request, LoadInput);
  if (!body.ok) return sendError(response, body.error);
  const headers = ticketHeaders(request, pool);
  if ("code" in headers) return sendError(response, headers);
  const { model } = body.value;
  const { id, fairnessKey } = headers;
  const cancel = pool.submit({ id, model, fairnessKey, work: { kind: "load" } }, (news) => {
    if (news.type === "failed") sendError(response, news.error);
    if (news.type !== "handed-over") return;
    const result: LoadResult = { model, status: "ready", loadMs: Math.round(news.loadMs) };
    sendJson(response, 200, result);
  });
  if (response.destroyed) cancel();
  response.once("close", cancel);
};

/**
 * `POST /models/warm`: somebody may want this model soon. Answers at once with 202; the load begins when nobody waits for
 * another one, never at the cost of what is used, and gives way to every request. An error says that it will not be.
 */
export const warmModel: Route = async ({ request, response, pool }) => {
  const body = await readBody(request, WarmInput);
  if (!body.ok) return sendError(response, body.error);
  const headers = ticketHeaders(request, pool);
  if ("code" in headers) return sendError(response, headers);
  const { model } = body.value;
  const { id, fairnessKey } = headers;
  pool.submit({ id, model, fairnessKey, urgency: "warm-up", work: { kind: "load" } }, (news) => {
    // What comes after the answer is nobody's business: `sendError` says nothing then.
    if (news.type === "failed") sendError(response, news.error);
  });
  const result: WarmResult = { model, status: pool.statusOf(model), ticket: id };
  sendJson(response, 202, result);
};

/** `POST /models/load/cancel`. `cancelled` is false when the ticket has ended already. */
export const cancelLoad: Route = async ({ request, response, pool }) => {
  const body = await readBody(request, CancelInput);
  if (!body.ok) return sendError(response, body.error);
  sendJson(response, 200, { cancelled: pool.cancel(body.value.ticket) });
};

/**
 * `POST /models/unload`: drains, and answers with the status at the end: `cold`, or `ready` when `drainMs` was over
 * and the answers were not. With `force` they end then (at once without `drainMs`) as `unload_forced`.
 */
export const unloadModel: Route = async ({ request, response, pool }) => {
  const body = await readBody(request, UnloadInput);
  if (!body.ok) return sendError(response, body.error);
  const { model, drainMs = null, force = false } = body.value;
  const status = await pool.unload({ model, drainMs, force });
  if (status === null) return sendError(response, { code: "not_found", message: "There is no such model." });
  sendJson(response, 200, { model, status });
};

/** `POST /models/pin`: a pinned model is not evicted and does not idle out. Pinning does not load. */
export const pinModel: Route = async ({ request, response, pool }) => {
  const body = await readBody(request, PinInput);
  if (!body.ok) return sendError(response, body.error);
  const { model, pinned } = body.value;
  if (!pool.pin(model, pinned)) {
    return sendError(response, { code: "not_found", message: "There is no such model." });
  }
  sendJson(response, 200, { model, pinned });
};

/** `DELETE /sessions/{key}`: what runners keep of that conversation is dropped. */
export const forgetSession: Route = ({ response, pool, key }) => {
  pool.forgetSession(key);
  sendJson(response, 200, { forgotten: true });
};
