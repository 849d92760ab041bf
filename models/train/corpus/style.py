"""How one and the same question is put: polite, blunt, in passing, as a telegram, in a hurry."""

from corpus.typos import careless

BEFORE = """hi, |hello, |hey, |hey spark, |spark, |hello spark, |please tell me, |can you tell me, |could you explain: |quick question: |question: |one question, |sorry, |excuse me, |
i am new here. |i am new to this. |i just started. |i am confused. |stupid question, but |maybe a silly question: |ok, |ok so |so, |so |and |now |also, |well, |um, |
i was wondering, |i wonder, |my colleague asks: |someone asked me: |one more thing: |just curious, |sorry to bother you, |before i start, |good morning, |help, |wait, |please, |
another question: |next question: |dear spark, |you there? |tell me: |i have a question. |something else: |for my understanding: |honestly, |real quick, |btw |by the way, |hmm, |ah, |oh, """.replace("\n", "").split("|")
AFTER = """ please| thanks| thank you|, please|, spark| if i may ask|??| ?| now| again| exactly| then|, do you know| anyway| right now| pls| plz|?!|...|, i forgot| for me|, any idea|. thanks| today""".replace("\n", "").split("|")
SMALL_WORDS = set("a an the do does is are i to of my me it in on can please that this you for at be will would should and so".split())


def telegram(text):
    """Without its small words, unless little would be left."""
    words = [word for word in text.rstrip("?.").split() if word.lower() not in SMALL_WORDS]
    return " ".join(words) if len(words) > 1 else text


def without_a_word(text, random):
    words = text.split()
    if len(words) < 5:
        return text
    del words[random.randrange(len(words))]
    return " ".join(words)


def styled(text, random):
    """One variant. Most keep the words as they are."""
    roll = random.random()
    if roll < 0.08:
        text = telegram(text)
    elif roll < 0.18:
        text = without_a_word(text, random)
    if random.random() < 0.22:
        text = random.choice(BEFORE) + text
    if random.random() < 0.16:
        text = text.rstrip("?.") + random.choice(AFTER)
    roll = random.random()
    if roll < 0.2:
        return careless(text, random)
    if roll < 0.62:
        text = text[:1].upper() + text[1:]
        if text[-1:].isalnum():
            text += "?" if roll < 0.5 else "."
        return text.replace(" i ", " I ").replace(" i'", " I'")
    if roll < 0.65:
        return text.upper()
    if roll < 0.75 and text[-1:].isalnum():
        return text + "?"
    return text
