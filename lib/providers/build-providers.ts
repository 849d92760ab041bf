import { compatibleKey, env } from "@/lib/env";
import { llamacppProvider } from "@/lib/providers/llamacpp/llamacpp-provider";
import { ollamaProvider } from "@/lib/providers/ollama/ollama-provider";
import { openaiProvider } from "@/lib/providers/openai/openai-provider";
import { parseCompatible } from "@/lib/providers/openai/parse-compatible";
import { isLoopback } from "@/lib/providers/is-loopback";
import type { Provider } from "@/lib/providers/provider";

/** The engines that the environment names. Its addresses are the operator's own and trusted. */
export function buildProviders(): Provider[] {
  const { OLLAMA_HOST, OPENAI_API_KEY, OPENAI_BASE_URL, OPENAI_MODELS, OPENAI_COMPATIBLE, SIDECAR_URL } =
    env();
  return [
    llamacppProvider({ remote: SIDECAR_URL !== undefined && !isLoopback(SIDECAR_URL) }),
    ollamaProvider({ host: OLLAMA_HOST ?? "http://127.0.0.1:11434", asked: OLLAMA_HOST !== undefined }),
    openaiProvider({
      id: "openai",
      label: OPENAI_BASE_URL ? "OpenAI-compatible" : "OpenAI",
      baseUrl: OPENAI_BASE_URL,
      apiKey: OPENAI_API_KEY,
      allowed: OPENAI_MODELS,
    }),
    ...parseCompatible(OPENAI_COMPATIBLE ?? []).map(({ slug, baseUrl }) =>
      openaiProvider({ id: slug, label: slug, baseUrl, apiKey: compatibleKey(slug) }),
    ),
  ];
}
