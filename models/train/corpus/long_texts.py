"""Long messages without a question that a demo model could answer: notes, minutes, stories, word soup."""

WHO = "the manager|my neighbour|an old friend|the whole team|our teacher|a customer|the driver|her sister|nobody|the second group|a visitor|the baker".split("|")
DID = "wrote about|looked for|talked about|forgot|painted|carried|asked for|waited for|sold|repaired|liked|described|measured|lost|found".split("|")
WHAT = "the garden|a long report|the old bridge|three small boxes|the train to the coast|a red bicycle|the plan for spring|some bread|the kitchen table|a letter|the results|the lake|two chairs|a map of the town|the weather".split("|")
WHEN = "in the morning|last week|before the meeting|on a rainy day|after lunch|a year ago|in winter|at night|for the third time|without a word|on the way home|in the summer".split("|")
LINK = ["and then", "because", "but", "so", "while", "and", "although", "when"]
TASK = ["Summarise this text.", "What do you think of this?", "Please read this:", "Here is my essay.", "Translate the following.", "Meeting notes:", "", "", "Fix the grammar.", "Continue the story."]


def clause(random):
    return f"{random.choice(WHO)} {random.choice(DID)} {random.choice(WHAT)} {random.choice(WHEN)}"


def long_text(random, words):
    """About so many words, with or without a task before or after them."""
    parts, count = [], 0
    soup = random.random() < 0.3
    while count < words:
        if soup:
            part = " ".join(random.choice(random.choice([WHO, DID, WHAT, WHEN])) for _ in range(6))
        else:
            part = f"{clause(random)} {random.choice(LINK)} {clause(random)}."
        parts.append(part)
        count += len(part.split())
    task = random.choice(TASK)
    text = " ".join(parts)
    return f"{task} {text}".strip() if random.random() < 0.7 else f"{text} {task}".strip()


def long_texts(random):
    """A few hundred of 30 to 200 words, and some that nearly fill the context."""
    for _ in range(240):
        yield long_text(random, random.randint(30, 200))
    for _ in range(80):
        yield long_text(random, random.randint(700, 2300))
