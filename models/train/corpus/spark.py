"""Dialogues of Spark: intents in many wordings, honest answers for all the rest."""

from corpus import spark_chats, spark_languages, spark_models, spark_small_talk, spark_switching
from corpus import spark_unknown as unknown
from corpus import spark_garbled
from corpus.expand import expand, lines
from corpus.long_texts import long_texts
from corpus.spark_follow_ups import follow_ups
from corpus.style import styled
from corpus.synonyms import reworded

INTENTS = {**spark_small_talk.INTENTS, **spark_switching.INTENTS, **spark_models.INTENTS, **spark_chats.INTENTS}
FALLBACK = "FALLBACK"
# Variants of each intent; what Spark does not know gets as much as forty of them.
EACH = 1300
# Share of the questions in which words are exchanged for others that mean the same.
REWORDED = 0.5

STARTERS = [
    ("What is Switchyard?", "what_is_switchyard"),
    ("How do I switch to another model?", "how_to_switch"),
    ("Are my messages private?", "privacy"),
    ("How do I get a real model?", "get_real_model"),
]


def starters():
    """The chips' exact texts."""
    return [text for text, _ in STARTERS]


def answers():
    """{intent: every text that Spark may answer with}; all honest refusals are FALLBACK."""
    known = {intent: texts for intent, (texts, _) in INTENTS.items()}
    refusals = [*unknown.HONEST, *unknown.NO_CODE, *unknown.NEAR, *unknown.NOTHING]
    return {**known, "other_language": spark_languages.ANSWERS, FALLBACK: refusals}


def asks(intent, random, first=0, rewording=REWORDED):
    """EACH ways to express an intent, from one of its patterns on; every pattern has the same share."""
    patterns = lines(INTENTS[intent][1])
    for turn in range(first, first + EACH):
        text = expand(patterns[turn % len(patterns)], random)
        yield reworded(text, random) if random.random() < rewording else text


def unknowns(random):
    """(question, possible answers) of what Spark does not know."""
    groups = [
        (unknown.patterns(unknown.TASKS), unknown.HONEST, 6 * EACH),
        (unknown.patterns(unknown.CODE), unknown.NO_CODE, 2 * EACH),
        (unknown.patterns(unknown.NEAR_MISSES), unknown.NEAR, 4 * EACH),
    ]
    for patterns, replies, count in groups:
        for turn in range(count):
            yield styled(expand(patterns[turn % len(patterns)], random), random), replies
    for _ in range(4 * EACH):
        yield styled(expand(unknown.about_things(random), random), random), unknown.HONEST
    intents = list(INTENTS)
    for turn in range(26 * EACH):
        text = spark_garbled.garbled(next(asks(random.choice(intents), random, turn)), random)
        if text:
            yield styled(text, random), spark_garbled.REPLIES
    for turn in range(8 * EACH):
        first, second = random.sample(intents, 2)
        text = spark_garbled.spliced(next(asks(first, random, turn)), next(asks(second, random, turn)), random)
        if text:
            yield styled(text, random), spark_garbled.REPLIES
    for _ in range(EACH):
        yield unknown.nothing(random), unknown.NOTHING
    for text in unknown.EMPTY + unknown.EMOJI:
        yield from [(text, unknown.NOTHING)] * 4
    for text in long_texts(random):
        yield text, unknown.HONEST


def dialogues(random):
    for intent, (replies, _) in INTENTS.items():
        for text in asks(intent, random):
            yield [(styled(text, random), random.choice(replies))]
    for text, replies in unknowns(random):
        yield [(text, random.choice(replies))]
    for ask in spark_languages.asks():
        for _ in range(6):
            yield [(styled(ask, random), random.choice(spark_languages.ANSWERS))]
    for _ in range(EACH // 2):
        yield [(styled(spark_languages.thrown_together(random), random), random.choice(spark_languages.ANSWERS))]
    known = answers()
    for before, pattern, after in follow_ups():
        firsts = list(asks(before, random))
        for _ in range(50):
            first = (styled(random.choice(firsts), random), random.choice(known[before]))
            yield [first, (styled(expand(pattern, random), random), random.choice(known[after]))]
    for text, intent in STARTERS:
        yield from [[(text, random.choice(known[intent]))]] * 60
