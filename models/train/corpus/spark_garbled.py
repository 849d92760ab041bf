"""Questions that Spark would half know: with words in them that it never met, or two questions in one. It says that it does not know."""

import re

from corpus import spark_unknown as unknown
from corpus.ordinary_words import WORDS

# Words of other subjects: they are real, and say nothing here.
OTHERS = sorted({word for word in re.findall(r"[a-z]{4,}", f"{unknown.TASKS} {unknown.THINGS} {unknown.FRAMES}")})
ENDINGS = ["", "", "", "ed", "ing", "s", "er", "ly", "able", "ish"]
REPLIES = [*unknown.NEAR, unknown.NOTHING[1]]


def invented(random):
    consonants, vowels = "bcdfghklmnprstvwz", "aeiou"
    syllable = lambda: random.choice(consonants) + random.choice(vowels) + random.choice(["", "", *"lmnrst"])
    return "".join(syllable() for _ in range(random.randint(1, 3))) + random.choice(ENDINGS)


def strange(random):
    roll = random.random()
    return random.choice(WORDS) if roll < 0.5 else random.choice(OTHERS) if roll < 0.75 else invented(random)


def garbled(text, random):
    """The text with nearly half or more of its longer words exchanged; None where it has fewer than two."""
    words = text.split()
    longer = [at for at, word in enumerate(words) if len(word) > 3]
    if len(longer) < 2:
        return None
    for at in random.sample(longer, max(1, round(len(longer) * random.uniform(0.45, 0.95)))):
        words[at] = strange(random)
    return " ".join(words)


def spliced(first, second, random):
    """The beginning of one question with the end of another; None where either is too short for that."""
    first, second = first.split(), second.split()
    if len(first) < 4 or len(second) < 4:
        return None
    return " ".join(first[: len(first) // 2] + second[-(len(second) // 2) :])
