"""Second questions that lean on the first: (intent before, what is asked then, intent of the answer)."""

FOLLOW_UPS = """
how_to_switch: (and |)(how do i |can i |how can i )(undo|revert|take back) (that|it|this) -> undo_switch
how_to_switch: and (back|how do i get back|how do i go back|if i do not like it) -> undo_switch
how_to_switch: (and |)what (if|happens if|happens when) (it|that) (fails|does not work|goes wrong|breaks) -> switch_failed
how_to_switch: (does|will) (that|it) (stop|cut|interrupt) (my|the|a running) answer -> switch_mid_answer
how_to_switch: (and |)(during|in the middle of) an answer -> switch_mid_answer
how_to_switch: does (that|it) change (it |)for (others|everybody) too -> own_choice
how_to_switch: (where|what) is (that|the modelbar|that bar) -> model_bar
how_to_switch: is there a (key|shortcut) (|for that) -> keyboard
how_to_switch: (how long does that take|does it have to load|and if it has to load) -> what_is_loading
switch_mid_answer: (and |)(how do i|can i) (stop|cancel) (it|the answer) (first|then) -> stop_answer
switch_mid_answer: (and |)how do i (undo|revert) (it|that|the switch) -> undo_switch
undo_switch: (and |)what if (that|it) fails -> switch_failed
what_is_switchyard: (and |)(how do i|how can i) (switch|change it|change the model) -> how_to_switch
what_is_switchyard: (and |)(is it|is that) (private|safe|local) -> privacy
what_is_switchyard: (and |)(who|what) are you -> who_are_you
who_are_you: (and |)what (can|do) you (do|know) -> what_can_you_do
who_are_you: (so |)can i trust (you|that) -> is_this_reliable
who_are_you: (and |)(how do i get|where is) (a real one|something better|a better one) -> get_real_model
what_can_you_do: (and |)(can i trust that|is that reliable) -> is_this_reliable
what_can_you_do: (and |)how do i get (one|a real one|a real model|that) -> get_real_model
is_this_reliable: (and |)how do i get (one|a real one|a real model|a better one) -> get_real_model
is_this_reliable: (and |so )what can you do -> what_can_you_do
what_are_tiers: (and |)(how do i|can i|how can i) (get|unlock|have|use) (pro|that|the others|the locked ones) -> get_tier_access
what_are_tiers: (why is one locked|what does the lock mean|and the lock) -> get_tier_access
what_are_tiers: (and |)how do i (switch|change) (it|them|between them) -> how_to_switch
get_tier_access: (and |)what (is in|are) (those|these|the tiers|tiers) (|anyway) -> what_are_tiers
add_model: (and |)what (kind of |)(file|format) (|is that) -> what_is_gguf
add_model: (where do i get|where can i download|and where is) (one|such a file|a model|a good one) -> get_real_model
add_model: (and |)(from|with|what about) ollama -> ollama
get_real_model: (and |)what is (that|a gguf|gguf) -> what_is_gguf
get_real_model: (and |)(where do i put|where goes) (it|the file|my own file) -> add_model
what_is_gguf: (and |)where do i put (it|one|that) -> add_model
what_is_gguf: (and |)where do i get one -> get_real_model
ollama: (and |)(what about |with |)(openai|gpt|chatgpt) -> openai
openai: (and |)(what about |with |)(ollama) -> ollama
openai: (is that|is it|are they) (private|safe|local) -> privacy
privacy: (and |)(with openai|what about openai|if i use openai) -> openai
stop_answer: (and |)how do i get (another|a new) (one|answer) -> regenerate
stop_answer: (and |)(is|what about) the text (lost|so far|kept) -> stop_answer
new_chat: (and |)how do i (delete|rename) (the old one|it|one|this one) -> rename_or_delete_chat
new_chat: (and |)how do i find (the old one|this one|it) (again|later|) -> search_chats
new_chat: (does it|will it) keep my model -> own_choice
rename_or_delete_chat: (and |)how do i (save|export) (it|one) (first|before) -> export_chat
search_chats: (and |)(can i|how do i) (export|save) (it|one|that) -> export_chat
search_chats: (and |)(can i|how do i) (delete|rename) (it|one|that) -> rename_or_delete_chat
export_chat: (and |)(can i|how do i) (delete|remove) it (then|after that) -> rename_or_delete_chat
theme: (and |)(are there|what about) (shortcuts|keys) -> keyboard
keyboard: (and |)(dark mode|a dark theme) -> theme
reload_lost_connection: (and |)(what if|if) the (server|model) crashes -> interrupted_answer
interrupted_answer: (and |)(how do i|can i) (get|have) (a new one|another|it again) -> regenerate
what_is_loading: (and |)(what if|if) it (fails|does not load) -> switch_failed
what_is_loading: (and |)(in line|what does in line mean|if others are before me) -> what_is_queue
what_is_queue: (and |)(loading|then it loads|how long does the load take) -> what_is_loading
invite_people: (and |)(how do they|can they) get pro -> get_tier_access
greet: (who are you|and who are you) -> who_are_you
greet: (what can you do|what now) -> what_can_you_do
"""


def follow_ups():
    found = []
    for line in FOLLOW_UPS.strip().splitlines():
        before, rest = line.split(": ", 1)
        pattern, after = rest.rsplit(" -> ", 1)
        found.append((before, pattern, after))
    return found
