import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { SidecarError, SidecarHealth, SidecarModels } from "@/lib/contract/sidecar";
import type { ProblemError } from "@/lib/errors";
import { guardAnswers } from "@/lib/providers/guard-answers";
import { countTokens } from "@/lib/providers/llamacpp/count-tokens";
import { poolWatcher } from "@/lib/providers/llamacpp/pool-watcher";
import {
  llamacppName,
  sidecarAddress,
  sidecarFetch,
  sidecarPost,
} from "@/lib/providers/llamacpp/sidecar-fetch";
import { sidecarProblem } from "@/lib/providers/llamacpp/sidecar-problem";
import { sidecarReturns } from "@/lib/providers/llamacpp/sidecar-return";
import { toProviderModel } from "@/lib/providers/llamacpp/to-provider-model";
import type { AnswerOptions, Provider } from "@/lib/providers/provider";
import { keepTimings } from "@/lib/providers/openai/keep-timings";

/** Local GGUF files, through the sidecar. */
export function llamacppProvider({ remote }: { remote: boolean }): Provider {
  const { id, label } = llamacppName;
  return {
    id,
    kind: "llamacpp",
    label,
    remote,
    listFreshMs: 5_000,
    async list(signal) {
      return (await readPool(signal)).models.map(toProviderModel);
    },
    async health(signal) {
      if (!sidecarAddress()) return { status: "down", error: "The local models are starting." };
      const { status } = SidecarHealth.parse(await (await sidecarFetch("/health", { signal })).json());
      return status === "ok"
        ? { status: "up" }
        : { status: "down", error: "The local models are restarting." };
    },
    whenBack: sidecarReturns,
    languageModel: (model, options) => guardAnswers(llamacppName, chatModel(model, options), inStream),
    async prepare(model, { signal, ticket, fairnessKey, onWait }) {
      const watcher = poolWatcher();
      const forget = watcher.nameTicket(ticket, model);
      const unwatch = watcher.watchTicket(ticket, onWait);
      try {
        const headers = { "x-ticket": ticket, ...(fairnessKey && { "x-fairness-key": fairnessKey }) };
        await sidecarReturns(signal);
        await (await sidecarPost("/models/load", { model }, { signal, headers })).body?.cancel();
      } finally {
        unwatch();
        forget();
      }
    },
    countTokens,
    watchTicket: (ticket, onWait) => poolWatcher().watchTicket(ticket, onWait),
    watchModels: (onChange) => poolWatcher().watchModels(onChange),
    async warm(model, { signal, ticket }) {
      const headers = { ...(ticket && { "x-ticket": ticket }) };
      await (await sidecarPost("/models/warm", { model }, { signal, headers })).body?.cancel();
    },
    async takeBack(ticket, signal) {
      await (await sidecarPost("/models/load/cancel", { ticket }, { signal })).body?.cancel();
    },
    async unload(model, { signal, ...options }) {
      await (await sidecarPost("/models/unload", { model, ...options }, { signal })).body?.cancel();
    },
    async pin(model, pinned, signal) {
      await (await sidecarPost("/models/pin", { model, pinned }, { signal })).body?.cancel();
    },
    async dropSession(sessionKey, signal) {
      const path = `/sessions/${encodeURIComponent(sessionKey)}`;
      await (await sidecarFetch(path, { method: "DELETE", signal })).body?.cancel();
    },
  };
}

/** The pool as the sidecar tells of it. @throws ProblemError */
export async function readPool(signal: AbortSignal): Promise<SidecarModels> {
  return SidecarModels.parse(await (await sidecarFetch("/models", { signal })).json());
}

/** An error that came as a chunk, after the answer had begun. */
function inStream(error: unknown): ProblemError | null {
  const parsed = SidecarError.shape.error.safeParse(error);
  return parsed.success ? sidecarProblem(parsed.data) : null;
}

function chatModel(model: string, { fairnessKey, sessionKey, ticket }: AnswerOptions) {
  return createOpenAICompatible({
    name: llamacppName.id,
    // Stands for the real address, which is read at each request.
    baseURL: "http://sidecar/v1",
    includeUsage: true,
    metadataExtractor: keepTimings(llamacppName.id),
    fetch: async (input, init) => {
      const url = new URL(typeof input === "string" ? input : input instanceof URL ? input : input.url);
      const headers = new Headers(init?.headers);
      headers.set("x-fairness-key", fairnessKey);
      headers.set("x-session-key", sessionKey);
      headers.set("x-ticket", ticket);
      const forget = poolWatcher().nameTicket(ticket, model);
      try {
        await sidecarReturns(init?.signal);
        return await sidecarFetch(url.pathname, { ...init, headers });
      } finally {
        forget();
      }
    },
  }).chatModel(model);
}
