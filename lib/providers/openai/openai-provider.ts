import { createOpenAI } from "@ai-sdk/openai";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { fromStatus } from "@/lib/providers/engine-problem";
import { guardAnswers } from "@/lib/providers/guard-answers";
import { isLoopback } from "@/lib/providers/is-loopback";
import { keepTimings } from "@/lib/providers/openai/keep-timings";
import { listOpenai } from "@/lib/providers/openai/list-openai";
import type { Provider } from "@/lib/providers/provider";

const officialUrl = "https://api.openai.com/v1";

export interface OpenaiOptions {
  id: string;
  label: string;
  /** Includes `/v1`; undefined is OpenAI's own. */
  baseUrl: string | undefined;
  apiKey: string | undefined;
  /** Only these models, where the operator names some. */
  allowed?: string[] | undefined;
}

/** OpenAI, or anything that speaks its protocol. Off without a key and an address. */
export function openaiProvider({ id, label, baseUrl, apiKey, allowed }: OpenaiOptions): Provider {
  const off = !baseUrl && !apiKey;
  const url = (baseUrl ?? officialUrl).replace(/\/+$/, "");
  const remote = !isLoopback(url);
  const headers: Record<string, string> = apiKey ? { authorization: `Bearer ${apiKey}` } : {};
  return {
    id,
    kind: "openai",
    label,
    remote,
    listFreshMs: remote ? 60_000 : 5_000,
    list: (signal) =>
      off
        ? Promise.resolve([])
        : listOpenai({ engine: { id, label }, url, headers, allowed, official: !baseUrl, signal }),
    // The listing is the probe: these endpoints have no health of their own.
    health: async () =>
      off ? { status: "off", error: "No key and no address are configured." } : { status: "up" },
    languageModel(model) {
      const name = { id, label };
      if (!baseUrl) return guardAnswers(name, createOpenAI({ apiKey: apiKey ?? "" })(model));
      const compatible = createOpenAICompatible({
        name: id,
        baseURL: url,
        includeUsage: true,
        ...(apiKey && { apiKey }),
        metadataExtractor: keepTimings(id),
      });
      return guardAnswers(name, compatible.chatModel(model));
    },
    async prepare() {
      // Nothing to load as far as this server can tell; an endpoint that is down is known from the catalogue.
      if (off) throw fromStatus({ id, label }, 503);
    },
  };
}
