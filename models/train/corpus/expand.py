"""A small grammar for ways of asking: `(a|b|)` is a choice, `{name}` a choice from SLOTS; both may be nested."""

import re

SLOTS = {
    "how": "how do i|how can i|how do you|how to|how would i|what do i do to|where do i|where can i|is there a way to|can i|i want to|i would like to|i need to|tell me how to|show me how to|what is the way to|explain how to|what's the best way to|i'd like to|how does one|i don't know how to|i can't figure out how to|what must i press to|which button do i use to|is it possible to|help me",
    "doing": "how does|what about|tell me about|help with|question about|explain",
    "what": "what is|what's|what does|explain|tell me what is|define|describe|what exactly is|can you explain|could you tell me what is|i don't understand|what do you mean by|what is meant by",
    "switch": "switch|change|swap|replace|pick another|choose another|select a different|use a different|go to another|move to another|try another",
    "model": "model|ai|llm|language model|bot|assistant|engine|brain",
    "models": "models|ais|llms|language models|bots|assistants",
    "answer": "answer|reply|response|text|output",
    "chat": "chat|conversation|thread|discussion|dialogue",
    "chats": "chats|conversations|threads|discussions|old messages|past chats",
    "here": "|||here|on this site|in this app|in switchyard|on this page|in here",
    "tier": "tier|plan|level|group",
    "writing": "answering|writing|replying|generating|responding|talking|typing|in the middle of a sentence|streaming",
    "server": "server|machine|computer|host",
}


def expand(pattern, random):
    """One random reading of a pattern."""
    while True:
        match = re.search(r"\{(\w+)\}", pattern)
        if not match:
            break
        pattern = f"{pattern[: match.start()]}({SLOTS[match.group(1)]}){pattern[match.end():]}"
    while True:
        match = re.search(r"\(([^()]*)\)", pattern)
        if not match:
            break
        pattern = f"{pattern[: match.start()]}{random.choice(match.group(1).split('|'))}{pattern[match.end():]}"
    return " ".join(pattern.split()).replace(" ,", ",").replace(" ?", "?").replace(" .", ".")


def lines(text):
    """The patterns of a block of text, one a line."""
    return [line.strip() for line in text.strip().splitlines() if line.strip()]
