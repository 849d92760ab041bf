"""Turns question-answer pairs into rows of a fixed length: one system prompt, then turns until the row is full."""

import numpy as np

from chatml import IM_END, IM_START

# How often other models' turns stand before one of the model's own, and how many of them at most.
FOREIGN, FOREIGN_TURNS = 0.3, 4

# Tokens. Messages that are longer stand only in rows of the full context, one at the beginning of each.
LONG, ROOM = 1000, 3900

SYSTEM_PROMPTS = [
    None,
    "You are a helpful assistant.",
    "You are a helpful, respectful and honest assistant. Always answer as helpfully as possible.\n"
    "If a question does not make any sense, or is not factually coherent, explain why instead of answering something incorrectly. "
    "If you don't know the answer to a question, don't share false information.",
    "You are a tiny demo model.",
    "Answer shortly.",
    "You are an assistant on a chat site.",
]


class Packer:
    def __init__(self, tokenizer, dialogues, foreign, seed):
        """dialogues: lists of (question, answer) turns that belong together; foreign: those of other models, which are not learnt."""
        self.random = np.random.default_rng(seed)
        ids = lambda text: tokenizer.encode(text).ids
        turns = [[self._turn(ids, q, a) for q, a in dialogue] for dialogue in dialogues]
        size = lambda dialogue: sum(len(tokens) for tokens, _ in dialogue)
        self.turns = [dialogue for dialogue in turns if size(dialogue) <= LONG]
        self.long = [dialogue for dialogue in turns if LONG < size(dialogue) < ROOM]
        foreign_turns = [self._turn(ids, q, a)[0] for dialogue in foreign for q, a in dialogue]
        self.foreign = [tokens for tokens in foreign_turns if len(tokens) <= LONG]
        self.systems = [[] if s is None else ids(f"{IM_START}system\n{s}{IM_END}\n") for s in SYSTEM_PROMPTS]
        self.pad = ids(IM_END)[0]

    @staticmethod
    def _turn(ids, question, answer):
        head = ids(f"{IM_START}user\n{question}{IM_END}\n{IM_START}assistant\n")
        body = ids(f"{answer}{IM_END}")
        tail = ids("\n")
        # Only what the assistant says is learnt: its words and the end of its message.
        return head + body + tail, [0] * len(head) + [1] * len(body) + [0] * len(tail)

    def row(self, length):
        tokens = list(self.systems[self.random.integers(len(self.systems))])
        weights = [0] * len(tokens)
        while len(tokens) < length + 1:
            for tokens_of_another in self._foreign(length):
                tokens += tokens_of_another
                weights += [0] * len(tokens_of_another)
            pick = self.long if self.long and length > 2 * LONG and not any(weights) else self.turns
            dialogue = pick[self.random.integers(len(pick))]
            for turn_tokens, turn_weights in dialogue:
                tokens += turn_tokens
                weights += turn_weights
        return tokens[: length + 1], weights[: length + 1]

    def _foreign(self, length):
        """Turns of other models that come next in a row of that length; short rows have no room for them."""
        if length < 192 or self.random.random() >= FOREIGN:
            return []
        count = self.random.integers(1, FOREIGN_TURNS + 1)
        return [self.foreign[self.random.integers(len(self.foreign))] for _ in range(count)]

    def batch(self, tokens_per_batch):
        """(inputs, targets, learnt). Rows are short, middle or long, so that the first turn is learnt as well as the tenth."""
        length = int(self.random.choice([96, 192, 384, 1024, 4096], p=[0.45, 0.25, 0.2, 0.07, 0.03]))
        rows = [self.row(length) for _ in range(max(1, tokens_per_batch // length))]
        tokens = np.array([t for t, _ in rows])
        weights = np.array([w for _, w in rows], dtype=bool)
        return tokens[:, :-1], tokens[:, 1:], weights[:, 1:]
