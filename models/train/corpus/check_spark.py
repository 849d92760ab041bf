"""Counts of Spark's corpus, and what must hold of it: `python -m corpus.check_spark`."""

import re
from random import Random

from corpus.expand import expand, lines
from corpus.spark import INTENTS, STARTERS, answers, asks, dialogues

LEAST = 100


def main():
    fewest = min((len({expand(p, Random(i)) for p in lines(block) for i in range(40)}), intent) for intent, (_, block) in INTENTS.items())
    assert fewest[0] >= LEAST, fewest
    known = answers()
    texts = [text for replies in known.values() for text in replies]
    assert len(texts) == len(set(texts)), "one answer belongs to one intent"
    for text in texts:
        assert "!" not in text and text.endswith("."), text
    for first in texts:
        for second in texts:
            assert first == second or first not in second, f"{first!r} stands in {second!r}"
    owners = {}
    for intent in INTENTS:
        for text in set(asks(intent, Random(1), rewording=0)):
            owners.setdefault(text, set()).add(intent)
            assert not re.search(r"[(){}|]", text), text
    shared = {text: intents for text, intents in owners.items() if len(intents) > 1}
    assert not shared, shared
    found = list(dialogues(Random(7)))
    replies = {answer for dialogue in found for _, answer in dialogue}
    assert replies == set(texts), replies ^ set(texts)
    questions = {question for dialogue in found for question, _ in dialogue}
    assert all(text in questions for text, _ in STARTERS)
    print(f"{len(INTENTS) + 1} intents with at least {fewest[0]} wordings ({fewest[1]}), {len(found)} dialogues, {len(questions)} different questions")


if __name__ == "__main__":
    main()
