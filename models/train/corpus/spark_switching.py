"""What Spark knows about changing the model."""

INTENTS = {
    "what_is_switchyard": (
        ["Switchyard is a self-hosted chat site for several people, in which changing the model is a safe transaction: nothing is lost when you switch.", "This site is Switchyard: a chat that you host yourself, for several people. Changing the model is a safe transaction here."],
        """
        {what} (switchyard|this site|this app|this website|this program|this product|this thing|this place|this software|this page|this tool|the point of switchyard|the point of this app|the idea of switchyard|the purpose of this site|the idea behind this site)
        (tell me|give me) (something |more |a summary |an overview |)about (switchyard|this site|this app|this software|this project|the product)
        what (is|does) (switchyard|this site|this app|this software) (for|do|good for|about|all about|used for|offer|made for)
        why (switchyard|should i use switchyard|does switchyard exist|would i use this|use this site|use this instead of chatgpt|was this site built|would anyone need this)
        how does (switchyard|this site|this app) work
        where am i
        (what|which) (site|app|website|page|software|service|product|tool) (is this|am i on|am i using|have i opened|is this here)
        (switchyard|about switchyard|switchyard meaning|switchyard overview|switchyard summary|describe switchyard|introduce switchyard|explain switchyard|explain this site to me|the idea of this site|what did i install|what have i installed)
        what (makes|is) (switchyard|this site|this chat) (special|different|different from others|better|unique|so special)
        (is|are) (switchyard|this site|this) (self-hosted|self hosted|open source|a chat site|for several people|hosted by me|running on my own server|multi user|like chatgpt|like open webui|a website)
        what (can|does) (this site|this app|switchyard) do
        what are the (benefits|advantages|main features) of (switchyard|this app|this site)
        (my boss|somebody|a friend|my team) (asked|wants to know|asks) what (switchyard|this site|this) is
        in (one|a) (sentence|word|nutshell), what is (switchyard|this|this site)
        why is it called switchyard
        what does (the name |the word |)switchyard mean
        (who|what) is (switchyard|this site) (for|meant for)
        what is a safe (transaction|switch)
        """,
    ),
    "how_to_switch": (
        ["Use the ModelBar below the message box: open the name of the active model, or press Ctrl/⌘ K, and choose another. Your next message goes to it.", "Below the message box is the ModelBar. Click the name of the model there, or press Ctrl/⌘ K, and choose another one."],
        """
        {how} {switch} (the |my |to another |a different |another |)(|other |active |current ){model} {here}
        {how} (change|switch|swap) (models|ais|llms|to a better model|to a bigger model|to a smaller model|to pro|to code|to another one|between models|over to spark code|to something smarter|the model that answers|who answers me|to a faster model|to qwen|to llama|to smollm|what model i am using|to a different one)
        {how} (use|talk to|chat with|ask|get|try|select|choose|pick|have|set|work with|speak to|activate) (a different|another|a better|some other|a bigger|a smarter|the other|a specific|a faster|a particular|my own choice of) {model}
        (switch|change|swap|choose|select|pick) (the |my |another |)(model|ai|models|llm|bot) (|please|now|how|where|{here})
        i (want|would like|need|wish|prefer) (a different|another|some other|to try another|to use another|to talk to another|to change the|to swap the|to speak with a smarter) {model}
        (where|how) (is|do i find|can i find|do i see|do i open|do i get) the (model list|list of models|model picker|model selector|model menu|model switch|dropdown for models|switcher|model chooser|button to change the model)
        (how|where) (are|do) (models|i change models|we change models|people change models) (changed|switched|chosen|selected|)
        (i am|i'm) (tired of|bored of|fed up with|not happy with|done with) (you|this model|this bot|spark|the current model|this one), (how do i change|how to switch|give me another|i want another|switch|let me use another one)
        can (i|you|we) (switch|change|choose) (the |to another |)(model|models|the ai|ai|between models) (in the middle of a conversation|in this chat|in a running chat|halfway|during a chat|without losing the chat|)
        (which|what) (key|shortcut|button) (changes|switches|opens|selects) the (model|models|model list|picker|model menu)
        (let me|allow me to) (talk to|use|try|speak to|have) (a|another|a different|the bigger|a better|a smarter) {model}
        (steps|instructions|guide) (to|for) (change|changing|switch|switching) (models|the model|model)
        (model switch|change model|switch model|other model|different model|model selection|choose model|switching models|model picker|select model|swap model|another model|new model please)
        how does (switching|changing models|a switch|a model switch|the picker) work
        (make|set) (another|a different) model (active|the active one|answer|my model|reply instead of you)
        i do not want (spark|you|this model) (any more|anymore|to answer), (how do i choose another|what do i do|can i choose)
        (replace|swap|exchange) (you|yourself|spark) (with|for) (another|a better|a smarter|a real) (one|model)
        where do i (click|press|tap) (to|when i want to) (change|switch|swap|choose) (the |)(model|models|ai)
        (what|which) models (can i choose|are there|do you have|are available|can i use|are in the list|exist here|may i pick from)
        (show|list) (me |)(the |all |)(models|available models|model list|other models)
        (is there|do you have) (another|a different|an alternative) (model|ai) (here|i could use|to choose|to switch to)
        how would i go from (one|this|the small) model to (another|the next|the big one|a different one)
        (go|move|jump|hop) to (another|a different|the next) model
        """,
    ),
    "switch_mid_answer": (
        ["The running answer finishes on the model that began it. The new model takes your next message.", "Nothing is cut: an answer in progress ends on its old model, and your next message goes to the new one."],
        """
        what happens (if|when) i (switch|change|swap|choose another) (models|the model|model|) (while|during|in the middle of|as) (you are {writing}|an answer|the answer|it is {writing}|an answer is running|a running answer|the answer is being written|a reply is streaming|it is still {writing}|a long reply|you write)
        (can|may|should) i (switch|change|swap) (models|the model|model|to another model) (while|during|before|when) (you are {writing}|an answer|it is {writing}|the answer is finished|the answer is done|it is still {writing}|an answer runs|a reply is being written|it's mid sentence|the bot is {writing}|the model is {writing})
        (does|will|would) (switching|changing the model|a switch|a change of model|changing models|swapping the model) (stop|cut|cut off|interrupt|break|kill|end|abort|cancel|lose|destroy|affect|ruin|hurt) (the |my |a |)(running |current |)(answer|reply|response|stream|text|sentence|message)
        is the (running |current |half written |unfinished |)(answer|reply|text|response) (lost|gone|cut|cut off|cancelled|stopped|aborted|deleted|thrown away) (if|when) i (switch|change the model|change models|choose another model|pick another model)
        (i switched|i changed the model|i changed models|i chose another model|i swapped models) (while it was {writing}|during an answer|in the middle of an answer|before it finished|mid answer|while the reply was running|while you were {writing}), (what now|what happens|who finishes|is it lost|which model finishes it|what happens to the answer|will it be finished)
        (which|what) model (finishes|completes|ends|continues|writes the rest of) (the|an|a running) (answer|reply) (when i switch|after a switch|if i change models|when the model is changed)
        (switching|changing|swapping) (models |the model |)(mid answer|mid-answer|mid stream|midway|during a reply|while streaming|in the middle of an answer|during generation)
        (do|must|should) i (have to |)wait (until|till|for) (the answer|the reply|it|you) (is done|is finished|to finish|ends|to end|to be complete) (before|to) (i switch|i change the model|switching|switch|change the model)
        when does (the switch|a switch|the new model|my new choice|the change) (take effect|start|become active|begin|count|apply)
        who (ends|finishes|completes) (an|the) answer (that is running|in progress|that was started) when (i change|someone changes|i switch) the model
        (switch|model change) (while|during) (answer|answering|streaming|generation)
        (does|will) the (old|new|previous|next) model (finish|continue|complete|take over|end) (the |my |)(answer|sentence|reply|running answer)
        (can|will) an answer be (half|partly) (by one|from one) model and half (by|from) another
        (the|an) answer (is|was) still (running|going|streaming|being written) (and|when) i (picked|chose|selected|clicked) another model
        (is it|would it be) (safe|ok|okay|bad|dangerous|allowed) to (switch|change models|change the model) (mid answer|while it is {writing}|during an answer|in the middle of an answer)
        """,
    ),
    "undo_switch": (
        ["Press Undo in the line above the message box. It stays there until your next message.", "Undo stands in the line above the message box until you send the next message; it puts the former model back."],
        """
        {how} (undo|revert|reverse|take back|cancel|go back on|roll back) (the |my |a |that |this |)(switch|change|choice|model change|last switch|selection)
        {how} (go|get|switch|change|move) back to (the|my) (old|previous|former|last|earlier|first|original) (model|one|ai|choice|llm)
        {how} (get|have|bring|put|restore) (back |)(the|my) (old|previous|former|last|earlier|first|original) (model|one|ai|llm|model back|one back)
        (can|could) i (undo|revert|reverse|take back|go back|step back|change my mind|return to the old model|get the old one back) (|that|it|a switch|the switch|after switching|after a switch|this switch)
        (i|we) (switched|changed|clicked|chose|picked|selected) (by mistake|by accident|accidentally|the wrong model|the wrong one|wrongly|wrong|the wrong tier|too fast|unintentionally), (what now|how do i go back|how to undo|help|what can i do|can i go back|undo)
        i (did not|didn't) (mean|want|intend) to (switch|change|change the model|switch models|click that|choose that model)
        (undo|undo switch|undo that|undo it|revert|go back|switch back|change back|old model back|back to the previous model|back to before|undo the last change|put it back|take it back|reverse that|undo change|restore old model|revert model change|undo please)
        (where|what) is (the |)undo (|button|link|for a switch|function)
        how long (can i undo|is undo there|does undo stay|do i have to undo|is the undo button shown|does the undo remain|until undo disappears)
        (i liked|i preferred|i want|bring back|give me back|i miss|i would rather have) the (old|previous|former|last) (model|one) (|better|back|again|more)
        is (there|it) (an undo|a way back|reversible|possible to undo|possible to go back|possible to reverse it|final|permanent)
        (i regret|i changed my mind about|i am not happy with|i do not like|i don't want) (the switch|switching|my choice|changing the model|the new model|that switch|the change), (how do i undo it|can i go back|what now|undo)
        the new model is (worse|bad|not good|slow|terrible), (how do i go back|i want the old one|can i get the old one back|undo|switch back)
        (oops|whoops|argh|oh no), (wrong model|wrong one|i switched|that was the wrong model|misclick|i hit the wrong model)
        make (that|the switch|my last change|the model change) (undone|never happen|go away)
        (does|will) undo (bring back|restore|give me) the (old|former|previous) model
        return (me |)to (my|the) (last|previous|old) (model|choice|selection)
        """,
    ),
    "switch_failed": (
        ["The old model stays active and nothing is lost. The line above the message box says why the new one did not load.", "When a switch fails, your old model is still active and nothing is lost. Look at the line above the message box for the reason."],
        """
        what (happens|if|happens if|do i do if|should i do when|now if) (the switch|a switch|switching|the new model|loading|the load|a model change) (fails|failed|does not work|goes wrong|does not load|can not load|crashes|breaks|errors|is not possible|did not work)
        (the switch|switching|the model change|changing models|my switch|the change|the swap) (failed|did not work|does not work|went wrong|is broken|gave an error|didn't work|is not working|was not successful|got rejected)
        (the|my|a|this) (new |other |bigger |)model (did not load|does not load|won't load|failed to load|will not start|could not be loaded|failed|crashed while loading|refuses to load|doesn't load|can't be loaded|gave an error|would not open|did not start)
        (it says|the line says|there is a message|i see) (did not load|the model did not load|loading failed|is still active|failed|an error after switching|not enough memory)
        why (did|does|do) (the|my|this|a) (switch|model|change|new model) (fail|not load|not work|not start|go wrong|not become active|not change|refuse)
        why (can't|can not|couldn't|won't) (i switch|i change the model|it switch|the model load|it load|the new model start|it change)
        (do i|will i|did i|could i) (lose|break|lost|damage) (my chat|anything|something|my messages|the conversation|data|my work) (if|when|because) (a switch fails|the switch failed|the new model does not load|a model fails to load|switching fails|a load goes wrong)
        (am i|will i be) (without|left without) (a |any |)model (if|when) (the switch fails|loading fails|the new one fails)
        (which|what) model (is active|answers|do i have|remains) (if|when|after) (the switch fails|the new one fails|a failed switch|loading fails|the switch failed)
        (switch error|failed switch|switching error|model load error|load failed|error when switching|model fails to load|model not loading|rolled back|switch rolled back|cannot switch)
        i (tried|wanted) to (switch|change the model|use another model) (but|and) (it failed|nothing happened|it did not work|there was an error|i still have the old one|got an error|it went back|it refused)
        (is|was) (my chat|anything|something|my message) (lost|damaged|gone|broken) (after|because of|by) (the|a) failed switch
        what is the (reason|cause) (for|of) (the|a) failed (switch|load|model change)
        (switch|model) (keeps failing|always fails|fails every time|failed again)
        how safe is a switch if (something|the model|the load) (goes wrong|breaks|fails)
        i clicked (another|a bigger|a different) model (and|but) it (jumped|went|fell) back (|to the old one)
        """,
    ),
    "who_answered": (
        ["The head of each answer names the model that wrote it. The details under the answer say more, such as what was asked for and how long it took.", "Look at the head of the answer: it names the model. Open the details under the answer for more."],
        """
        (who|which model|what model|which ai|which one|which llm|what ai|which bot) (answered|wrote|has written|gave|made|generated|produced|replied to|responded to|created|was responsible for) (this|that|the last answer|my question|the answer|this answer|this message|my last message|the first answer|me|the reply above|the text above|that reply|this text)
        {how} (see|know|find out|tell|check|look up|learn|verify|identify) (who|which model|what model|which ai|which one) (answered|wrote this|wrote an answer|answered me|gave the answer|replied|wrote what|answered which message|responded|really answered|an answer came from|was used)
        (where|how) (is it written|is it shown|do i see|can i see|does it say|do i read|is shown|stands) (which|what) model (answered|wrote it|replied|was used|wrote the answer|produced it)
        (did|was it) (spark|the old model|the new model|another model|you|the same model|the pro model|this model|the big model|a different model) (write|that wrote|that answered|answer|who answered) (this|that|the last answer|it|the answer above)
        (which|what) model (was used|did this|did you use|was it|was active|wrote the previous answer) (for|in|at|with) (this answer|that message|the last message|this reply|this|the answer above)
        (is|was) (this|that) (answer|reply|text) (from|by|written by) (spark|you|another model|the pro model|a real model|the old model|the new one)
        (author|origin|source) of (an|the|this|that) (answer|reply|message)
        (which|what) model (am i using|am i talking to|is active|is answering|is selected|is running) (now|right now|at the moment|currently|just now)
        (details|information|info|statistics|numbers|figures|metadata) (about|of|for|on) (an|the|this) (answer|reply)
        (how fast|how long|how many tokens|how quick) (was|did|took|had) (the|this|that|an) answer (|take|have|written)
        (who answered|model of an answer|answered by|which model wrote it|see model of answer|answer details|which model did that|what wrote this)
        (do|can) i (see|know) (later|afterwards|tomorrow|after a reload) which model (answered|wrote what|gave which answer)
        i (want|need|would like) to know (who|which model|what) (wrote|answered|said|produced) (this|that|what)
        (several|two|three|many) models (answered|wrote|replied) in (this|my) chat, (how do i tell them apart|who wrote what|which is which)
        how can i be sure which model (really |actually |)(answered|replied|wrote this)
        (does|do) (the|an|each) (answer|answers|message|messages) (say|show|tell|name) (the model|who wrote it|which model wrote it|where it came from)
        """,
    ),
    "model_bar": (
        ["The ModelBar is the bar below the message box. It shows the tier, the provider, the active model and its state, and you switch there.", "You find the ModelBar below the message box: tier, provider, active model and state stand in it."],
        """
        {what} (the |a |)(modelbar|model bar|bar below the message box|bar under the message field|bar at the bottom|bar beneath the input|strip below the text box|line under the input|row under the text field|model-bar|thing below the message box|bar with the model name)
        where (is|do i find|can i find|can i see|do i see|would i look for) the (modelbar|model bar|bar with the model|bar with the tiers|model bar thing)
        what (does|do) the (modelbar|model bar|bar below|bar at the bottom|bar below the input|things in the bar) (show|mean|do|tell me|contain|display|stand for)
        (what is|what are|what do) (shown|written|the things|the buttons|the words|the dots|the coloured dots) (in|on|below) (the modelbar|the model bar|the message box|the bar|the input mean)
        (modelbar|model bar|the modelbar|the model bar|modelbar?|explain the modelbar|about the modelbar|model bar meaning)
        what (is|are) (that|this|the) (bar|line|strip|row|thing|controls|elements) (below|under|beneath|underneath) (the|my) (message box|input|text field|message field|composer|chat box|typing area)
        (what does|what is) the (dot|green dot|coloured dot|circle|small dot) (next to|beside|by|before) the model (mean|name|for)
        what does currently using mean
        (there is|i see) a (bar|row|strip) (below|under) (the|my) (message box|input|text field), what is (it|that|it for)
        (how|where) do i see (the state of the model|the provider|the active tier|the active model and tier|which provider is used|whether the model is ready|what is active)
        (everyone|people|you|the readme) (mention|mentions|talk about|talks about|say) (the|a) (modelbar|model bar), what is (that|it)
        what (can i do|is possible) (in|with) the (modelbar|model bar)
        i (can't|can not|do not) (find|see) the (modelbar|model bar)
        (use|usage|purpose|function|meaning) of the (modelbar|model bar|bar below the message box)
        """,
    ),
    "what_is_loading": (
        ["A model that loads is read into memory. Its progress is shown in percent, and the old model keeps answering meanwhile.", "Loading means that the new model is being read into memory. You see the percentage; until it is ready the old one keeps answering."],
        """
        {what} (loading|the loading bar|the percentage|the percent number|the progress bar|loading 40%|a loading model|warming up|the number that counts up|loading a model|the bar that fills up)
        why (does it|is it|does the model|is the model|must a model|do models|does a model|must it) (load|loading|take so long to load|load so long|have to load|need to load|still loading|loading so slowly|need time to start|take time to get ready)
        how long (does|will|must) (loading|it|the model|a model|the loading) (take|load|need|last|take to load|take to start|need to get ready|be loading)
        (can|may|could|am i able to) i (write|chat|ask|work|send messages|continue|go on|keep chatting|use the chat|type|talk) (while|when|as|during) (a model loads|it is loading|the model is loading|a model is loading|loading|the new model loads|it loads|the new one gets ready)
        (who|what|which model) (answers|replies|works|is used) (while|when|until) (a model loads|it is loading|the new model is loading|the new one loads|loading is done|the new model is ready)
        it (says|shows|is showing|reads|stays at) (loading|loading, 40%|a percentage|loading the model|a progress bar|64%|12 percent|loading for minutes)
        (is it|is the model|is my model) (still |)(loading|stuck|stuck or loading|frozen or loading|ready yet|ready|loaded|hanging while loading)
        (loading|loading?|loading time|load progress|model loading|model is loading|loading takes long|loading percent|loading progress|still loading|load time)
        (what happens|what is happening|what is going on) (while|when|during) (a model loads|loading|the model loads|it loads|the load)
        (is|does) (the old model|my current model|the active model) (still there|keep working|still available|still answer|remain usable|wait) (while|during|until) (the new one loads|loading|the load)
        (where|how) (can|do) i see (how far the load is|the progress|the loading progress|how much is loaded|when the model is ready)
        (the model|a model) (takes forever|needs ages|is slow|takes very long|needs minutes) to (load|get ready|start|be loaded|become ready)
        what (is being loaded|are you loading|does it load|gets loaded)
        do i have to wait (for|until) (the model to load|loading to finish|it has loaded|the bar reaches the end)
        what does the percentage (next to|beside|after) the model (mean|name mean|stand for)
        """,
    ),
    "what_is_queue": (
        ["In line means that others are before you. Your place in the line and an estimate of the time are shown.", "There is a queue when several people want the same machine: others are before you, and you see your place and an estimate."],
        """
        {what} (the queue|in line|2nd in line|the line|a queue|3rd in line|first in line|being in line|the waiting line|being queued|waiting in line|my position|the position in the queue|my place in the line)
        why (am i|do i have to|must i|is my message|is my request|are we) (waiting|in line|in a queue|wait|queue|queued|wait in line|second in line|put in a queue|held up|waiting for others)
        how long (is the queue|is the line|must i wait|do i have to wait|do i wait in line|is my wait|will i be in line|until it is my turn|before it's my turn|does the queue take)
        (what|which) (is my|number am i|place do i have|position am i) (place in line|in line|in the queue|position|position in the queue|place in the queue|turn)
        it (says|shows|reads|tells me) (2nd in line|in line|3rd in line|first in line|that i am in line|i am in a queue|4th in line|5th in line about 20 s)
        (who|what|how many people|how many) (is|are|stands|wait) (before|ahead of|in front of) me
        when (is it|will it be|comes|am i) (my turn|i next|next|my place in the queue)
        (queue|in line|2nd in line|waiting line|the queue|queue position|waiting|place in line|queue meaning|queue?|in line?|waiting time|position in queue)
        (is|are) (somebody|someone|other people|others|other users|colleagues) (before me|using it|ahead of me|in front of me|in the queue too|using the model right now)
        how does (the queue|the line|waiting|queueing|the waiting line) work
        (can|may) i (skip|jump|leave|avoid|shorten|get ahead in) the (queue|line|waiting line)
        (my message|my question|my request|my answer) (is|has been|just) (waiting|queued|in the queue|in line|waits|not starting because of others)
        (the site|it|the server) is busy (|with other people|with others), (what does that mean|how long will it take|when do i get an answer)
        (why|what for) is there a (queue|line|waiting line)
        (too many|so many) (people|users) (are |)(using it|online|asking at once|at the same time), (do i wait|what happens|will i get an answer)
        (where|how) (do|can) i see (my place|my position|how long i must wait|how many are before me|the queue)
        """,
    ),
    "own_choice": (
        ["Each person has their own choice of model. It is kept over a reload and a sign-out, and each chat keeps its own.", "Your choice is yours alone: others keep theirs. It survives a reload and a sign-out, and each chat keeps its own model."],
        """
        (does|will|is) my (choice|switch|selection|model|model choice|change of model|setting) (affect|change it for|change anything for|count for|touch|disturb|have an effect on|apply to) (others|other people|other users|everybody|my colleagues|everyone|the whole team|someone else|anyone else)
        (if|when) i (switch|change the model|choose another model|change models|pick a model), (does it change for|do|will|does that affect) (others|everybody|other people|my colleagues|all users|everyone else|the others) (|too|see it|get it as well|have it too|also switch|notice)
        (is|does|will) my (choice|selection|model|model choice|active model) (kept|saved|stay|remembered|still there|remain|survive|stored|remain active|come back) (|after a reload|after signing out|when i log out|tomorrow|when i close the browser|on another computer|when i come back|after i sign in again|if i reload the page)
        (do|will|must) i (have to |need to |)(choose|select|switch|pick|set) (the model |it |my model |)(again|every time|each time|anew|once more) (|after a reload|after signing in|tomorrow|for each chat|when i come back|after logging in)
        (does|has|can) (each|every|a|my other) (chat|person|user|conversation) (have|has|keep|remember|get|use) (its|their|his|an) own (model|choice|selection|ai)
        (can|could) (two|several|different) (people|users|chats|conversations) (use|have|choose) different models (|at the same time|at once)
        (do you|does it|does the site|will it|does switchyard) (remember|keep|save|store|know) (my choice|my model|which model i chose|what i selected|my selection|the model i picked|my last model)
        (somebody|another user|a colleague|someone|my colleague) (switched|changed|chose) (the model|another model), (do i get it too|does it change mine|is mine changed|does that affect me)
        what (happens to|is with|about) my (choice|model|selection) (after a reload|when i sign out|when i log out|tomorrow|in another chat|in other chats|in my other chats|after a restart)
        (is|are) (the model|the choice|models|the selection|the active model) (per user|per person|per chat|for everybody|for all users|the same for all|shared|global|personal|mine alone|individual)
        (my old chat|this older chat|another chat|the other chat) (has|shows|uses) (another|a different) model
        (model per chat|choice per person|keep my choice|remember model|own choice|save my model|choice per user|persist selection|does my choice persist)
        (can|will) (others|my colleagues|other people) (see|change|override) (which model i use|my choice|my model)
        (does|will) (the same model|my model) be (active|there|selected) (when i sign in again|next time|tomorrow|on my phone|after a restart)
        (do|will) (i|we) (all|both) (share|use) (the same|one) (model|choice|setting)
        """,
    ),
}
