"""Other words for the same thing, so that a question is known by more than the words that its patterns happen to use."""

import re

# Each line: words or short phrases that may stand for each other in a question about this site.
SAME = """
change, alter, modify, adjust, swap, flip
switch, swap, hop, flip, move over
choose, pick, select, opt for, go for
another, some other, a different, an alternative
model, llm, ai, bot, language model, neural net, brain
answer, reply, response, output, text
running, ongoing, current, unfinished, active
lost, gone, thrown away, wiped, discarded
stop, halt, end, quit, abort, cease, shut it up
cut, chopped, cut off, interrupted, truncated
undo, revert, reverse, take back
old, previous, former, earlier, prior
new, fresh, brand-new
fails, breaks, refuses, crashes, goes wrong, errors out, dies
failed, broke, refused, crashed, went wrong, never came up, errored
load, start, come up, boot, get going, open
loading, starting, warming up, booting, coming up, getting ready
see, view, look at, find, spot
show, display, list, present, give
find, locate, dig up, spot, discover, look up
tell, inform, show, explain to
explain, clarify, describe, spell out, enlighten me about
delete, remove, erase, trash, get rid of, throw out
rename, retitle, relabel, give another name to
name, title, label, heading
chat, conversation, thread, discussion, dialogue, talk
chats, conversations, threads, discussions, talks
message, prompt, question, line, note
messages, prompts, questions, words, texts
box, field, input, area
bar, strip, row, line, panel
button, control, icon, link, thing to press
key, shortcut, hotkey, key combination
keys, shortcuts, hotkeys, key combinations
page, tab, window, screen, browser
site, app, website, platform, service, tool
server, machine, computer, host, box
people, folks, users, persons, members
friend, colleague, coworker, sister, brother, teammate, boss
team, company, department, group, office, family
everybody, everyone, all of us, the others
add, install, drop in, put in, set up, plug in
file, download, gguf
get, obtain, fetch, receive, have
real, proper, serious, full, grown-up, bigger
demo, toy, sample, trial
small, tiny, little, mini
big, large, huge, powerful
good, great, decent, strong
bad, weak, poor, lousy, terrible, useless
stupid, dumb, dim, silly, slow-witted
wrong, incorrect, false, mistaken, made up
trust, believe, rely on, count on
private, confidential, secret, safe, secure
data, information, input, stuff
read, look at, see, watch
sent, transmitted, passed on, given, leaked
remote, cloud, external, online
local, offline, on site, own
wait, hold on, stand by, be patient
waiting, queued, in line, standing by
queue, line, waiting line
position, place, number, spot
slow, sluggish, taking ages, lagging
long, ages, a while, a lot of time
wrote, produced, made, generated, came up with, created
written, produced, made, generated, created
write, produce, generate, type, create
again, once more, one more time, anew, another time
regenerate, redo, retry, repeat, do over
begin, start, open, kick off
empty, blank, clean, fresh
search, look for, hunt for, find, look through
export, save, download, store, print
copy, version, document
dark, black, night
light, white, bright, day
colours, look, appearance, theme, design
lost connection, dropped connection, no network, offline, a dead zone
connection, network, internet, wifi, signal, link
closed, shut, left, quit
reload, refresh, restart, reopen
died, crashed, went down, broke
invite, bring in, let in, add, sign up
account, login, access, seat
admin, administrator, owner, operator
upgrade, promotion, move up, better plan
locked, padlocked, blocked, greyed out, disabled, closed
need, require, want
use, work with, try, run, employ
help, assist, support
happens, goes on, occurs, results
mean, stand for, signify, say
meaning, sense, definition
funny, amusing, hilarious
joke, gag, pun, something funny
laugh, chuckle, giggle, smile
great, brilliant, fantastic, excellent, lovely, superb
thanks, cheers, much obliged, thank you
hello, hi, hey, good morning, hiya
bye, goodbye, see you, so long
leave, head off, go, sign off
works, functions, operates, runs
now, at the moment, currently, at present, right now
later, afterwards, in a while, next week
"""
OTHERS = {}
for line in SAME.strip().splitlines():
    words = line.split(", ")
    for word in words:
        OTHERS.setdefault(word, set()).update(set(words) - {word})
OTHERS = {word: sorted(others) for word, others in OTHERS.items() if " " not in word}


def reworded(text, random, share=0.5):
    """The text with about a share of the words that have others for them exchanged for one of those."""
    return re.sub(
        r"[a-z]+",
        lambda match: random.choice(OTHERS[match.group()]) if match.group() in OTHERS and random.random() < share else match.group(),
        text,
    )
