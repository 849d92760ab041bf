"""Questions that Spark would know, with words in them that it never met: what is only half recognised is not known."""

import re

from corpus import spark_unknown as unknown

# Words of other subjects: they are real, and say nothing here.
OTHERS = sorted({word for word in re.findall(r"[a-z]{4,}", f"{unknown.TASKS} {unknown.THINGS} {unknown.FRAMES}")})
ENDINGS = ["", "", "", "ed", "ing", "s", "er", "ly", "able", "ish"]
REPLIES = [*unknown.NEAR, unknown.NOTHING[1]]


def invented(random):
    consonants, vowels = "bcdfghklmnprstvwz", "aeiou"
    syllable = lambda: random.choice(consonants) + random.choice(vowels) + random.choice(["", "", *"lmnrst"])
    return "".join(syllable() for _ in range(random.randint(1, 3))) + random.choice(ENDINGS)


def garbled(text, random):
    """The text with half or more of its longer words exchanged; None where it has fewer than two."""
    words = text.split()
    longer = [at for at, word in enumerate(words) if len(word) > 3]
    if len(longer) < 2:
        return None
    for at in random.sample(longer, max(1, round(len(longer) * random.uniform(0.5, 0.95)))):
        words[at] = random.choice(OTHERS) if random.random() < 0.5 else invented(random)
    return " ".join(words)
