import type { TextStreamPart, ToolSet } from "ai";
import type { StoredMessage } from "@/lib/contract/chat";
import type { AnswerChunk } from "@/lib/services/generations/live-answer";

type Part = StoredMessage["parts"][number] & { text: string };

/** Gathers an answer from the model's parts: the chunks for those who watch, the message parts for the database. */
export class AnswerParts {
  readonly #parts: Part[] = [];
  readonly #open = new Map<string, Part>();
  readonly #notices: StoredMessage["parts"];

  /** Notices stand in the stored message, after its text. */
  constructor(notices: string[]) {
    this.#notices = notices.map((text) => ({ type: "data-notice", data: { text } }));
  }

  /** @returns the chunk to send for a part of the model's stream; undefined for those that say nothing */
  add(part: TextStreamPart<ToolSet>): AnswerChunk | undefined {
    switch (part.type) {
      case "text-start":
      case "reasoning-start": {
        const stored: Part = { type: part.type === "text-start" ? "text" : "reasoning", text: "" };
        this.#parts.push(stored);
        this.#open.set(part.id, stored);
        return { type: part.type, id: part.id };
      }
      case "text-delta":
      case "reasoning-delta": {
        const stored = this.#open.get(part.id);
        if (!stored || part.text === "") return undefined;
        stored.text += part.text;
        return { type: part.type, id: part.id, delta: part.text };
      }
      case "text-end":
      case "reasoning-end":
        this.#open.delete(part.id);
        return { type: part.type, id: part.id };
      default:
        return undefined;
    }
  }

  /** Ends the parts that a cut left open. */
  close(): AnswerChunk[] {
    const ends = [...this.#open].map(([id, part]): AnswerChunk =>
      part.type === "text" ? { type: "text-end", id } : { type: "reasoning-end", id },
    );
    this.#open.clear();
    return ends;
  }

  /** As a message stores them; empty parts are left out. */
  stored(): StoredMessage["parts"] {
    return [
      ...this.#parts
        .filter((part) => part.text !== "")
        .map((part) => Object.assign({}, part, { state: "done" })),
      ...this.#notices,
    ];
  }
}
