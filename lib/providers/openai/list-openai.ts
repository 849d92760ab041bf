import { z } from "zod";
import { fromStatus, type EngineName } from "@/lib/providers/engine-problem";
import type { ProviderModel } from "@/lib/providers/provider";

/** OpenAI's list; `meta` is llama-server's, `max_model_len` vLLM's. */
const ModelList = z.object({
  data: z
    .array(
      z.object({
        id: z.string().min(1).max(255),
        max_model_len: z.number().optional().catch(undefined),
        meta: z
          .object({
            n_ctx: z.number().optional(),
            n_ctx_train: z.number().optional(),
            n_params: z.number().optional(),
            size: z.number().optional(),
          })
          .nullish()
          .catch(undefined),
      }),
    )
    .catch([]),
});

const unnamedDefault = ["gpt-4o", "gpt-4o-mini"];
const officialChat = /^(?:gpt-|o\d|chatgpt-)/;
const otherWork = /embed|whisper|tts|audio|realtime|image|dall-e|transcribe|moderation|search|instruct/i;
const embedding = /embed|(?:^|[-/])(?:bge|e5|gte|minilm)\b/i;

/**
 * `/models`, filtered by the operator's allow-list. Where the endpoint lists none (or has no list): the allow-list
 * itself, else gpt-4o and gpt-4o-mini.
 * @throws ProblemError, TypeError when it can not be reached
 */
export async function listOpenai(options: {
  engine: EngineName;
  url: string;
  headers: Record<string, string>;
  allowed: string[] | undefined;
  official: boolean;
  signal: AbortSignal;
}): Promise<ProviderModel[]> {
  const { engine, url, headers, allowed, official, signal } = options;
  const response = await fetch(`${url}/models`, { headers, signal });
  if (!response.ok && response.status !== 404) throw fromStatus(engine, response.status);
  const found = response.ok
    ? (ModelList.safeParse(await response.json().catch(() => null)).data?.data ?? [])
    : [];
  if (!found.length) return (allowed ?? unnamedDefault).map((id) => describe({ id }, official));
  return found
    .filter(({ id }) =>
      allowed ? allowed.includes(id) : !official || (officialChat.test(id) && !otherWork.test(id)),
    )
    .map((model) => describe(model, official));
}

function describe(model: z.infer<typeof ModelList>["data"][number], official: boolean): ProviderModel {
  const contextLength = model.max_model_len ?? model.meta?.n_ctx ?? model.meta?.n_ctx_train;
  return {
    id: model.id,
    displayName: model.id.replace(/^.*\//, "").replace(/\.gguf$/i, ""),
    status: "remote",
    ...(contextLength && { contextLength }),
    ...(model.meta?.n_params && { parameterCount: model.meta.n_params }),
    ...(model.meta?.size && { sizeBytes: model.meta.size }),
    capabilities: { images: false, tools: official, embeddings: embedding.test(model.id) },
  };
}
