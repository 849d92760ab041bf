import type { ChatCompletionInput } from "@/lib/contract/sidecar";
import type { GenerateRequest, RunnerMessage } from "@/sidecar/runner/protocol";
import type { RequestError } from "./http-error";

/** An answer ends here unless the request says otherwise. */
const defaultMaxTokens = 1_024;
const defaultTemperature = 0.7;

/** OpenAI's request as the runner's. */
export function generateRequest(
  input: ChatCompletionInput,
  sessionKey: string | undefined,
): GenerateRequest | RequestError {
  const messages: RunnerMessage[] = [];
  for (const [index, { role, content }] of input.messages.entries()) {
    const text = textOf(content);
    if (text === null) {
      const param = `messages.${index}.content`;
      return { code: "invalid_request", message: `${param}: this model reads text only`, param };
    }
    messages.push({ role: role === "developer" ? "system" : role, content: text });
  }
  const stop = typeof input.stop === "string" ? [input.stop] : (input.stop ?? []);
  return {
    messages,
    sampling: {
      temperature: input.temperature ?? defaultTemperature,
      ...given("topP", input.top_p),
      ...given("topK", input.top_k),
      ...given("minP", input.min_p),
      ...given("repeatPenalty", input.repeat_penalty),
      ...given("seed", input.seed),
    },
    maxTokens: input.max_completion_tokens ?? input.max_tokens ?? defaultMaxTokens,
    stop: stop.filter((text) => text !== ""),
    ...given("sessionKey", sessionKey),
  };
}

function given<Name extends string, Value>(
  name: Name,
  value: Value | null | undefined,
): { [key in Name]?: Value } {
  return (value === null || value === undefined ? {} : { [name]: value }) as { [key in Name]?: Value };
}

/** The text of a message; null when it has parts that are not text. */
function textOf(content: ChatCompletionInput["messages"][number]["content"]): string | null {
  if (content === null || content === undefined) return "";
  if (typeof content === "string") return content;
  if (content.some((part) => part.type !== "text")) return null;
  return content.map((part) => part.text ?? "").join("");
}
