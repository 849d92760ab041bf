"""How people type in a hurry."""


def careless(text, random):
    """Lower case, no closing mark, sometimes one slip of the finger. Seeded through `random`."""
    text = text.lower().rstrip(".?")
    if len(text) < 8 or random.random() < 0.5:
        return text
    at = random.randrange(1, len(text) - 2)
    kind = random.randrange(3)
    if kind == 0:
        return text[:at] + text[at + 1 :]
    if kind == 1:
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text[:at] + text[at] + text[at:]
