/** A character has at most four bytes, so at most this many byte tokens. */
const mostTokensOfACharacter = 4;
/** Tokens before a token that decide how it is written (spaces between words). */
const contextTokens = 3;
const replacement = "\uFFFD";

export type Detokenize<Token> = (tokens: Token[], before: Token[]) => string;

/**
 * Turns tokens into text. A token may end within a character (emoji, CJK): its bytes wait until the character is
 * whole, so that a broken character is never sent.
 */
export class WholeCharacters<Token> {
  readonly #detokenize: Detokenize<Token>;
  #before: Token[];
  #waiting: Token[] = [];

  constructor(detokenize: Detokenize<Token>, before: Token[] = []) {
    this.#detokenize = detokenize;
    this.#before = before.slice(-contextTokens);
  }

  /** The text that the token completes, or "" while a character is unfinished. */
  push(token: Token): string {
    this.#waiting.push(token);
    const text = this.#detokenize(this.#waiting, this.#before);
    if (text.endsWith(replacement) && this.#waiting.length < mostTokensOfACharacter) return "";
    return this.#take(text);
  }

  /** What is left at the end, without the character that was never finished. */
  flush(): string {
    if (this.#waiting.length === 0) return "";
    return this.#take(this.#detokenize(this.#waiting, this.#before)).replace(/\uFFFD+$/, "");
  }

  #take(text: string): string {
    this.#before = [...this.#before, ...this.#waiting].slice(-contextTokens);
    this.#waiting = [];
    return text;
  }
}
