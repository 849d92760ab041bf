"""Turns of other models: what they have said before in a conversation must not change what a demo model answers."""

from corpus import code, spark
from corpus import spark_unknown as unknown
from corpus.expand import expand
from corpus.long_texts import clause

OTHER = {"spark": code, "spark-code": spark}
COUNT = 4000


def prose(random):
    """What a larger model may have written: a few sentences, or a list of them."""
    sentences = [f"{clause(random).capitalize()}." for _ in range(random.randint(1, 5))]
    if random.random() < 0.2:
        return "\n".join(f"- {sentence}" for sentence in sentences)
    return " ".join(sentences)


def foreign_dialogues(name, random):
    """Lists of (question, answer) turns: half from the other demo model, half from models of any kind."""
    others = [dialogue for dialogue in OTHER[name].dialogues(random) if all(len(q) < 200 for q, _ in dialogue)]
    yield from random.sample(others, COUNT)
    tasks = unknown.patterns(unknown.TASKS)
    for _ in range(COUNT):
        yield [(expand(random.choice(tasks), random), prose(random))]
