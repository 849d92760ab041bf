import { randomBytes } from "node:crypto";
import type { RunnerMessage } from "@/sidecar/runner/protocol";
import type { ServerClient } from "./server-client";

/** No model has such a token; the server passes it through, so that one call makes the tokens of many texts. */
const border = -1;

/** What of a file decides how a conversation becomes tokens. */
export interface Tokenizing {
  /** Begins every prompt. */
  bos: number | undefined;
  /** The vocabulary puts a space before every text: it must not come between the pieces of one. */
  spaceBefore: boolean;
}

/** From the file's header; `bos` only where the file wants it to be added. */
export function tokenizingOf(values: ReadonlyMap<string, unknown>): Tokenizing {
  const isSentencePiece = values.get("tokenizer.ggml.model") === "llama";
  const wantsBos = values.get("tokenizer.ggml.add_bos_token") ?? isSentencePiece;
  const bos = values.get("tokenizer.ggml.bos_token_id");
  return {
    bos: wantsBos === true && typeof bos === "number" ? bos : undefined,
    spaceBefore: isSentencePiece && values.get("tokenizer.ggml.add_space_prefix") !== false,
  };
}

/**
 * A conversation as tokens. The server would read "<|im_end|>" that a person wrote as a control token; so its template
 * is filled with place holders, what stands around them is read with control tokens and what people wrote without.
 */
export async function promptTokens(
  client: ServerClient,
  messages: readonly RunnerMessage[],
  { bos, spaceBefore }: Tokenizing,
  signal: AbortSignal,
): Promise<number[]> {
  const mark = randomBytes(6).toString("hex");
  const filled = messages.map(({ role }, index) => ({
    role: role === "tool" ? "user" : role,
    content: `${mark}x${index}x`,
  }));
  const body = { messages: filled };
  const { prompt } = await client.call<{ prompt: string }>("POST", "/apply-template", body, signal);
  const { around, indexes } = split(prompt, mark);
  const written = indexes.map((index) => messages[index]?.content ?? "");
  const template = await tokenize(client, around, { special: true, spaceBefore }, signal);
  const contents = await tokenize(client, written, { special: false, spaceBefore }, signal);
  const tokens = template.flatMap((part, index) => [...part, ...(contents[index] ?? [])]);
  return bos === undefined || tokens[0] === bos ? tokens : [bos, ...tokens];
}

/** The template's own text, in pieces, and between two pieces each the number of the message that stands there. */
export function split(prompt: string, mark: string): { around: string[]; indexes: number[] } {
  const parts = prompt.split(new RegExp(`${mark}x(\\d+)x`));
  return {
    around: parts.filter((_, place) => place % 2 === 0),
    indexes: parts.filter((_, place) => place % 2 === 1).map(Number),
  };
}

/**
 * Tokens of each text in one call, nothing added before or after. `special`: texts like "<|im_end|>" are control
 * tokens. `spaceBefore`: a line break goes before each text and is taken off again, with the space that went before it.
 */
async function tokenize(
  client: ServerClient,
  texts: readonly string[],
  { special, spaceBefore }: { special: boolean; spaceBefore: boolean },
  signal: AbortSignal,
): Promise<number[][]> {
  const before = spaceBefore ? "\n" : "";
  const content = ["", ...texts].flatMap((text) => [before + text, border]);
  const body = { content, add_special: false, parse_special: special };
  const { tokens } = await client.call<{ tokens: number[] }>("POST", "/tokenize", body, signal);
  const parts: number[][] = [[]];
  for (const token of tokens) {
    if (token === border) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  const [prefix = [], ...rest] = parts.slice(0, -1);
  return rest.map((part) =>
    prefix.every((token, place) => part[place] === token) ? part.slice(prefix.length) : part,
  );
}
