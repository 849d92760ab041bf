import {
  type ChatHistoryItem,
  type ChatWrapper,
  GeneralChatWrapper,
  type LlamaModel,
  resolveChatWrapper,
  type Token,
} from "node-llama-cpp";
import type { RunnerMessage } from "@/sidecar/runner/protocol";

/** A conversation as the model wants to read it, up to the point where its answer begins. */
export interface Prompt {
  tokens: Token[];
  /** Besides the model's own end-of-generation tokens. */
  stopTokens: ReadonlySet<Token>;
  stopTexts: string[];
}

export type PromptRenderer = (messages: readonly RunnerMessage[]) => Prompt;

/**
 * Renders with the Jinja template of the file; a file without one, or with a broken one, gets a plain
 * "### Human:" form. What users wrote is never read as control tokens, only what the template wrote.
 */
export function createPromptRenderer(model: LlamaModel, chatTemplate: string | undefined): PromptRenderer {
  const wrapper = chooseWrapper(model, chatTemplate);
  return (messages) => {
    const history = toHistory(messages);
    // An empty answer at the end makes the template write the beginning of one.
    const chatHistory = messages.at(-1)?.role === "assistant" ? history : [...history, answer("")];
    const { contextText, stopGenerationTriggers } = wrapper.generateContextState({ chatHistory });
    const tokens = contextText.tokenize(model.tokenizer);
    const { bos, shouldPrependBosToken } = model.tokens;
    if (shouldPrependBosToken && bos !== null && tokens[0] !== bos) tokens.unshift(bos);

    const stopTokens = new Set<Token>();
    const stopTexts: string[] = [];
    for (const trigger of stopGenerationTriggers) {
      const [first] = trigger.tokenize(model.tokenizer);
      if (first === undefined) continue;
      if (model.isSpecialToken(first)) stopTokens.add(first);
      else if (trigger.toString().trim() !== "") stopTexts.push(trigger.toString());
    }
    return { tokens, stopTokens, stopTexts };
  };
}

/** The automatic choice of the library takes 250–470 ms and doubles ChatML's first token for some models. */
function chooseWrapper(model: LlamaModel, chatTemplate: string | undefined): ChatWrapper {
  if (chatTemplate === undefined) return new GeneralChatWrapper();
  try {
    return resolveChatWrapper(model, {
      type: "jinjaTemplate",
      fallbackToOtherWrappersOnJinjaError: false,
      warningLogs: false,
    });
  } catch (error) {
    process.stderr.write(`the file's chat template can not be used: ${String(error)}\n`);
    return new GeneralChatWrapper();
  }
}

const answer = (text: string): ChatHistoryItem => ({ type: "model", response: [text] });

function toHistory(messages: readonly RunnerMessage[]): ChatHistoryItem[] {
  return messages.map(({ role, content }): ChatHistoryItem => {
    switch (role) {
      case "system":
        return { type: "system", text: content };
      case "user":
      case "tool":
        return { type: "user", text: content };
      case "assistant":
        return answer(content);
      default:
        return role satisfies never;
    }
  });
}
