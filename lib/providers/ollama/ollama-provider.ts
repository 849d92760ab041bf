import { wrapLanguageModel } from "ai";
import { createOllama } from "ollama-ai-provider-v2";
import { engineProblem, isAbort } from "@/lib/providers/engine-problem";
import { guardAnswers } from "@/lib/providers/guard-answers";
import { isLoopback } from "@/lib/providers/is-loopback";
import { listOllama } from "@/lib/providers/ollama/list-ollama";
import { noticeErrors } from "@/lib/providers/ollama/notice-errors";
import { ollamaName, ollamaRequest } from "@/lib/providers/ollama/ollama-request";
import { ollamaSettings } from "@/lib/providers/ollama/ollama-settings";
import type { Provider } from "@/lib/providers/provider";

/** A model that nobody asks for is unloaded by Ollama's own keep_alive. */
export function ollamaProvider(options: {
  host: string;
  /** The operator named the host: an Ollama that is not there is then down, else it is off. */
  asked: boolean;
}): Provider {
  const host = options.host.replace(/\/+$/, "");
  const ask = async (path: string, body: unknown, signal: AbortSignal) => {
    try {
      const response = await ollamaRequest(host, path, { body, signal });
      // Errors come with status 200 too, as the only line.
      const answer = (await response.json()) as { error?: unknown };
      if (typeof answer.error === "string") throw new Error(answer.error);
    } catch (error) {
      throw isAbort(error) ? error : engineProblem(ollamaName, error);
    }
  };
  return {
    ...ollamaName,
    kind: "ollama",
    remote: !isLoopback(host),
    listFreshMs: 5_000,
    list: (signal) => listOllama(host, signal),
    async health(signal) {
      try {
        await (await ollamaRequest(host, "/api/version", { signal })).body?.cancel();
        return { status: "up" };
      } catch (error) {
        if (!options.asked) return { status: "off", error: "No Ollama runs on this machine." };
        return { status: "down", error: engineProblem(ollamaName, error).message };
      }
    },
    languageModel(name) {
      const { fetch, middleware } = noticeErrors();
      const model = createOllama({ baseURL: `${host}/api`, fetch })(name);
      return guardAnswers(ollamaName, wrapLanguageModel({ model, middleware: [ollamaSettings, middleware] }));
    },
    // A chat without messages loads the model and answers when it is there.
    prepare: (model, { signal }) => ask("/api/chat", { model, messages: [], stream: false }, signal),
    unload: (model, { signal }) =>
      ask("/api/chat", { model, messages: [], stream: false, keep_alive: 0 }, signal),
  };
}
