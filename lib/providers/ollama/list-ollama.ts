import { z } from "zod";
import { ollamaRequest } from "@/lib/providers/ollama/ollama-request";
import type { ProviderModel } from "@/lib/providers/provider";

/** Older versions lack the last members. */
const Tags = z.object({
  models: z.array(
    z.object({
      name: z.string().min(1).max(255),
      size: z.number().optional(),
      details: z
        .object({
          family: z.string().optional(),
          parameter_size: z.string().optional(),
          quantization_level: z.string().optional(),
          context_length: z.number().optional(),
        })
        .nullish()
        .catch(undefined),
      capabilities: z.array(z.string()).nullish().catch(undefined),
    }),
  ),
});
const Running = z.object({
  models: z.array(z.object({ name: z.string(), context_length: z.number().optional().catch(undefined) })),
});

/** What is installed, and which of it is loaded. @throws ProblemError, TypeError when it can not be reached */
export async function listOllama(host: string, signal: AbortSignal): Promise<ProviderModel[]> {
  const [tags, running] = await Promise.all([
    ollamaRequest(host, "/api/tags", { signal }).then(async (answer) => Tags.parse(await answer.json())),
    ollamaRequest(host, "/api/ps", { signal })
      .then(async (answer) => Running.parse(await answer.json()).models)
      // What is loaded is good to know, not needed.
      .catch(() => []),
  ]);
  return tags.models.map(({ name, size, details, capabilities }) => {
    const loaded = running.find((model) => model.name === name);
    const embeddings = capabilities
      ? !capabilities.includes("completion")
      : /bert/i.test(details?.family ?? "");
    const parameterCount = parseCount(details?.parameter_size);
    const contextLength = loaded?.context_length ?? details?.context_length;
    return {
      id: name,
      displayName: name.replace(/:latest$/, ""),
      status: loaded ? "ready" : "cold",
      ...(size !== undefined && { sizeBytes: size }),
      ...(parameterCount !== undefined && { parameterCount }),
      ...(contextLength && { contextLength }),
      ...(details?.quantization_level && { quantization: details.quantization_level }),
      capabilities: {
        images: capabilities?.includes("vision") ?? false,
        tools: capabilities?.includes("tools") ?? false,
        embeddings,
      },
    };
  });
}

/** "134.52M" → 134,520,000 */
export function parseCount(text: string | undefined): number | undefined {
  const [, number, unit = ""] = /^([\d.]+)\s*([KMBT]?)$/i.exec(text ?? "") ?? [];
  const factor = { "": 1, k: 1e3, m: 1e6, b: 1e9, t: 1e12 }[unit.toLowerCase()];
  return number && factor ? Math.round(Number(number) * factor) : undefined;
}
