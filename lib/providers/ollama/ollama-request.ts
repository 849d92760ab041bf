import { fromStatus, type EngineName } from "@/lib/providers/engine-problem";

export const ollamaName: EngineName = { id: "ollama", label: "Ollama" };

/** One request to Ollama. @throws ProblemError for an answer that is not 2xx, TypeError when it can not be reached */
export async function ollamaRequest(
  host: string,
  path: string,
  { body, signal }: { body?: unknown; signal: AbortSignal },
): Promise<Response> {
  const response = await fetch(`${host}${path}`, {
    signal,
    ...(body !== undefined && {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }),
  });
  if (!response.ok) throw fromStatus(ollamaName, response.status);
  return response;
}
