"""The texts that the demo models learn, every sentence written for this purpose."""

import random


def dialogues_of(name, seed):
    """Lists of (question, answer) turns that belong together, shuffled by the seed."""
    if name == "spark":
        from corpus.spark import dialogues
    elif name == "spark-code":
        from corpus.code import dialogues
    else:
        raise SystemExit(f"no corpus is called {name}")
    found = list(dialogues(random.Random(seed)))
    random.Random(seed).shuffle(found)
    return found


def foreign_dialogues_of(name, seed):
    """The same for turns of other models, which a conversation may begin with: read, never learnt."""
    from corpus.foreign import foreign_dialogues

    return list(foreign_dialogues(name, random.Random(seed)))
