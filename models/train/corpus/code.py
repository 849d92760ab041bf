"""Dialogues of Spark Code: a request in many wordings, the function that was executed, an honest refusal for the rest."""

from corpus.code_tasks import TASKS
from corpus.long_texts import long_texts
from corpus.typos import careless

LANGUAGES = {"python": ["Python", "python", "py"], "javascript": ["JavaScript", "javascript", "js", "JS"]}

FRAMES = [
    "Write a {l} function to {t}",
    "Write a {l} function that can {t}",
    "{t} in {l}",
    "How do I {t} in {l}?",
    "how can I {t} with {l}",
    "Show me how to {t} in {l}.",
    "I need {l} code to {t}",
    "give me a function to {t} in {l}",
    "Can you {t} in {l}?",
    "please {t}, {l}",
    "{l}: {t}",
    "{l} function: {t}",
    "what is the {l} code to {t}",
    "help me {t} using {l}",
    "a short {l} function to {t} please",
    "I want to {t}. Use {l}.",
    "could you show {l} code that will {t}",
    "code to {t} in {l}",
    "{l} snippet to {t}",
    "in {l}, how would you {t}?",
]

BARE_FRAMES = ["Write a function to {t}", "How do I {t}?", "{t}", "show me how to {t}", "code to {t}", "I need a function to {t}"]

INTROS = {
    "python": ["In Python:", "Here is a Python function:", "This does it in Python:"],
    "javascript": ["In JavaScript:", "Here is a JavaScript function:", "This does it in JavaScript:"],
}

OTHER_LANGUAGE_FRAMES = ["now in {l}", "and in {l}?", "the same in {l} please", "can I have that in {l}", "what about {l}", "translate it to {l}", "{l} version?"]

HELLO = "Hello. I am Spark Code, a tiny demo model. Ask me for a small Python or JavaScript function, such as one that reverses a string."
WHO = "I am Spark Code, a tiny demo model that ships with Switchyard. I know about forty small functions in Python and JavaScript, and nothing else."
REFUSAL = (
    "I am a tiny demo model and only know about forty small functions in Python and JavaScript. This is not one of them. "
    "Choose another model in the ModelBar below the message box, or ask an admin for a real one."
)
CAN = "Small functions in Python and JavaScript: strings, lists, numbers, sorting and searching. Try: Write a Python function to check if a number is prime."
THANKS = "You are welcome."
BYE = "Goodbye."
NOTHING = "Ask me for a small function in Python or JavaScript. Try: Write a Python function to reverse a string."

SMALL_TALK = {
    HELLO: ["hi", "hello", "hey", "hi there", "good morning", "hello there", "good evening", "hey you", "hallo", "yo", "greetings", "good day", "hello, can you help me?", "hi, I need help with code"],
    WHO: ["who are you?", "what are you", "which model are you?", "what is your name", "are you a real AI?", "are you chatgpt?", "tell me about yourself", "what model is this", "how big are you", "are you a demo?", "who made you", "how smart are you"],
    CAN: ["what can you do?", "what do you know", "help", "what can I ask you", "give me an example", "which functions do you know", "what languages do you know", "what are you good at", "list your functions", "how can you help me", "do you know python", "can you write javascript", "can you code"],
    THANKS: ["thanks", "thank you", "great, thanks", "thanks a lot", "perfect, thank you", "that works, thanks", "nice", "cool", "ok thanks", "good job"],
    NOTHING: ["", " ", ".", "?", "!", "...", "🙂", "👍", "🚀", "😀😀", "❤️", "\n", "-", "ok", "hm", "😂", "🤔", "👋", "test"],
    BYE: ["bye", "goodbye", "see you", "that is all, bye", "see you later", "I am done"],
}

# Things that a small function model must not pretend to know: near misses of its own tasks among them.
UNKNOWN = """write a web server|build me a website|make a todo app|write a compiler|train a neural network|connect to a database|
write an SQL query|parse a json file|read a csv file|download a page from the internet|send an email|open a file and count the lines|
draw a circle on a canvas|make a game of snake|write a chess engine|write a class for a bank account|write a decorator|use async and await|
write unit tests for my code|fix this bug|explain my error message|what does this stack trace mean|review my code|refactor this function|
write it in rust|reverse a string in java|sort a list in c++|is_prime in go|write a bash script|write a dockerfile|set up a git repository|
undo my last git commit|explain recursion|what is a closure|what is a pointer|what is object oriented programming|difference between list and tuple|
what is the best programming language|should I learn python or rust|how do I get a job as a programmer|implement a linked list|
implement a binary tree|write a hash map|implement dijkstra|find the shortest path in a graph|solve a sudoku|solve the travelling salesman problem|
multiply two matrices|invert a matrix|compute a square root|integrate a function|find the derivative|generate random passwords|hash a password|
encrypt a file|make a qr code|resize an image|play a sound|get the current time|parse a date|format a date|compute the days between two dates|
calculate the interest of a loan|convert euros to dollars|convert miles to kilometres|find the longest word|replace a word in a text|
remove the vowels from a string|split a string at commas|count the lines of a file|find the second largest number|shuffle a list|
pick a random element|generate permutations|power set of a list|longest common subsequence|compute pi|roman numerals|
what is the capital of France|tell me a joke|how is the weather|who is the president|write a poem|write a story|what is 2 plus 2|
what is love|recommend a book|translate this to German|wie geht es dir|schreibe eine Funktion|what is a tier|how do I switch the model|
how do I upgrade|asdf|???|lorem ipsum|1234|ok so|hmm|why|tell me more|continue|go on|what do you think about it"""

UNKNOWN_FRAMES = ["{u}", "{u}?", "please {u}", "can you {u}", "how do I {u}", "I want you to {u}", "write code to {u}"]
# Not for a request that names its language: "Write a Python function to reverse a string in java" is as good as a starter.
NAMING_FRAMES = ["Write a Python function to {u}", "{u} in javascript"]
FOREIGN_LANGUAGES = ("in rust", "in java", "in c++", "in go")


def variants(text, random):
    yield text
    yield text[:1].upper() + text[1:]
    yield careless(text, random)


def answer(task, language, random):
    return f"{random.choice(INTROS[language])}\n\n```{language}\n{task[language]}\n```"


STARTERS = [
    ("Write a Python function to reverse a string", "reverse_string/python"),
    ("Write a JavaScript function to check if a number is prime", "is_prime/javascript"),
    ("How do I remove duplicates from a list in Python?", "remove_duplicates/python"),
    ("What can you do?", "what_can_you_do"),
]


def starters():
    """The chips' exact texts."""
    return [text for text, _ in STARTERS]


def answers():
    """{intent: every text that Spark Code may answer with}; a function's intent is its name and language."""
    functions = {
        f"{task['id']}/{language}": [f"{intro}\n\n```{language}\n{task[language]}\n```" for intro in intros]
        for task in TASKS
        for language, intros in INTROS.items()
    }
    talk = {"greet": [HELLO], "who_are_you": [WHO], "what_can_you_do": [CAN], "thanks": [THANKS], "goodbye": [BYE], "nothing": [NOTHING]}
    return {**functions, **talk, "FALLBACK": [REFUSAL]}


def dialogues(random):
    for task in TASKS:
        for ask in task["ask"]:
            for frame in FRAMES:
                for language, names in LANGUAGES.items():
                    question = frame.format(l=random.choice(names), t=ask)
                    for text in variants(question, random):
                        yield [(text, answer(task, language, random))]
            for frame in BARE_FRAMES:
                for text in variants(frame.format(t=ask), random):
                    yield [(text, answer(task, "python", random))]
                    other = random.choice(OTHER_LANGUAGE_FRAMES).format(l=random.choice(LANGUAGES["javascript"]))
                    yield [(text, answer(task, "python", random)), (other, answer(task, "javascript", random))]
    for reply, questions in SMALL_TALK.items():
        for question in questions:
            for _ in range(6):
                for text in variants(question, random):
                    yield [(text, reply)]
    for unknown in (part.strip() for part in UNKNOWN.split("|")):
        for frame in UNKNOWN_FRAMES if unknown.endswith(FOREIGN_LANGUAGES) else UNKNOWN_FRAMES + NAMING_FRAMES:
            for text in variants(frame.format(u=unknown), random):
                yield [(text, REFUSAL)]
    for text in long_texts(random):
        yield [(text, REFUSAL)]
    known = answers()
    for text, intent in STARTERS:
        for _ in range(60):
            yield [(text, random.choice(known[intent]))]
