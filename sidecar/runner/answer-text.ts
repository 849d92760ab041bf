import type { LlamaModel, Token } from "node-llama-cpp";
import { StopStrings } from "@/sidecar/runner/stop-strings";
import { WholeCharacters } from "@/sidecar/runner/whole-characters";

/** Makes an answer's text of its tokens: whole characters only, nothing of a stop string, no spaces before the first word. */
export class AnswerText {
  readonly #characters: WholeCharacters<Token>;
  readonly #stops: StopStrings;
  #begun = false;

  /** `before`: the prompt, whose last tokens decide how the first word is written. */
  constructor(model: LlamaModel, before: Token[], stops: string[]) {
    this.#characters = new WholeCharacters(
      (tokens, earlier) => model.detokenize(tokens, false, earlier),
      before,
    );
    this.#stops = new StopStrings(stops);
  }

  push(token: Token): { text: string; stopped: boolean } {
    return this.#stops.push(this.#withoutLeadingSpaces(this.#characters.push(token)));
  }

  /** What is left when the answer ends otherwise than by a stop string. */
  flush(): string {
    const { text, stopped } = this.#stops.push(this.#withoutLeadingSpaces(this.#characters.flush()));
    return stopped ? text : text + this.#stops.flush();
  }

  #withoutLeadingSpaces(text: string): string {
    if (this.#begun) return text;
    const trimmed = text.replace(/^[ \t]+/, "");
    this.#begun = trimmed !== "";
    return trimmed;
  }
}
