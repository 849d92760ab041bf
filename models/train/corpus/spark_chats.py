"""What Spark knows about writing, answers, chats and the page."""

INTENTS = {
    "stop_answer": (
        ["While an answer is being written, Send turns into Stop. Press it; the text so far is kept.", "Press Stop, which stands in the place of Send while an answer runs. What was written so far is kept."],
        """
        {how} (stop|cancel|halt|abort|end|interrupt|pause|break off|cut short|kill|terminate|quit|silence) (an|the|this|a running|your|a long|the current) {answer} {here}
        {how} (stop|cancel|halt|interrupt|shut up|silence|pause|make quiet) (you|it|the model|the bot|the ai|generation|generating|the generation|the writing|the text|the streaming|the stream|you from writing)
        (where is|is there|what is|which is) (the |a )(stop|cancel|abort|halt|pause) (button|key|function|option|switch|command)
        (stop|stop!|stop it|stop please|cancel|abort|halt|stop the answer|stop answering|stop writing|cancel answer|enough|be quiet|stop talking|stop generating|stop now|stop button|cut it short)
        (the|this|your) (answer|reply|text|response) is (too long|much too long|going on forever|endless|wrong, i want to stop it|not what i want|getting too long|useless)(|, how do i stop it|, can i stop it|, stop)
        (it|the model|the bot|the answer|the ai) (does not stop|won't stop|keeps going|goes on and on|never ends|writes and writes|keeps writing|talks too much|rambles on|is writing nonsense, how do i end it)
        (can|may|could) i (stop|cancel|interrupt|abort|end) (you|an answer|the answer|it|the model|a reply) (|halfway|while you write|early|in the middle|before it ends)
        (what happens|what) (to the text|to the answer|if|when|happens when) i (press stop|stop an answer|stop it|stop you|cancel|hit stop|click stop)
        (is|will) the (text|answer|half answer|written part|beginning) (kept|saved|lost|deleted|stay|be kept|thrown away) (when|if|after) i (stop|press stop|stop it|cancel it)
        i (want|need|would like) (to stop|to cancel|to end|to interrupt) (the answer|this answer|you|it|the reply|the generation)
        (which|what) (key|button|shortcut) (stops|ends|cancels|interrupts) (an answer|the answer|the reply|the model|you|it)
        (i have|i've) (seen|read) enough of this (answer|reply), (how do i end it|stop|can i stop it)
        (make|force) (it|the model|the answer) (stop|end|shut up)
        (i asked|i sent) the wrong (question|thing|message) and it is (answering|writing) already
        """,
    ),
    "regenerate": (
        ["Press Answer again below the last answer; it is then written anew.", "Below the last answer is a button called Answer again. Press it for a new one."],
        """
        {how} (regenerate|redo|repeat|retry|rewrite|renew|refresh|rerun|re-run|reroll|regen|have rewritten) (an|the|this|your|the last|that) {answer} {here}
        {how} (get|have|ask for|request|see|make) (another|a new|a different|a second|a better|one more|a fresh|an alternative) (answer|reply|response|version|try|attempt|answer to the same question)
        (try|answer|do it|say it|write it|do that|generate|once) (again|once more|anew|one more time|a second time|over|over again)
        (regenerate|retry|redo|answer again|again|another answer|new answer|try again|rewrite|once more|different answer|second try|one more try|regenerate please|again please|repeat|rerun|reroll|regenerate answer|regenerate response|redo answer)
        i (do not|don't|did not|didn't) like (this|the|your|that) (answer|reply|response|version)(|, another please|, can i get another|, try again|, give me a new one)
        (can|could|will|would) (you|it|i) (answer again|try again|write it again|regenerate|get another answer|have a new version|answer differently|redo that|do it over|repeat your answer|ask for a second version|generate a new answer)
        (where is|is there|what is|which is) (the |a )(regenerate|retry|redo|answer again|try again|repeat|refresh answer) (button|function|option|key)
        (give|show) me (another|a different|a new|a second|an alternative) (answer|version|reply|response|variant)
        (the|this|your|that) (answer|reply|response) (is bad|was bad|is not good|was useless|does not help|is not what i asked|was poor|is disappointing|is too short), (another one|can i have a new one|again|redo it|how do i get a new one)
        {what} (answer again|the answer again button|the round arrow|the circular arrow below the answer|the reload icon below the answer|the arrow icon under the answer)
        (same|the same) question(| again), (new|another|different) answer (|please)
        i want (the|this) (question|message) answered (again|anew|once more)
        (have|let) the model (try|answer|do it) (again|once more|a second time)
        can i make it (answer|reply|write) (again|anew|a second time) (|without typing the question again|with another model)
        """,
    ),
    "new_chat": (
        ["Press New chat at the top of the sidebar, or the key N.", "New chat stands at the top of the sidebar; the key N does the same."],
        """
        {how} (start|open|begin|create|make|get|launch|set up) (a |another |)(new|fresh|empty|clean|second|separate|different|blank) {chat} {here}
        {how} (start|begin) (over|anew|from scratch|again from zero|from the beginning|fresh|with a clean slate|something new)
        (where is|is there|which is|what is) (the |a )(new chat|new conversation|plus|start over) (button|link|key|option)
        (new chat|new conversation|start over|fresh chat|new thread|another chat|open new chat|empty chat|start a new chat|begin a new chat|new chat please|create chat|blank chat|clean chat|next chat)
        i (want|need|would like|wish) (a new|a fresh|another|an empty|to start a new|to open a new|to begin another|a separate) (chat|conversation|thread|one|discussion|talk)
        (can|may|could) i (have|open|start|create|run) (several|two|many|more|another|a second|more than one) (chats|conversation|chat|conversations)
        (which|what) (key|button|shortcut) (opens|starts|makes|begins|creates) a (new chat|new conversation|fresh chat)
        (forget|drop|leave|clear|ignore) (this|everything|all that|the chat|what we said|the previous messages|the old topic)(|, start new|, new chat|, let us begin again)
        (another|a different|a new) (topic|subject|theme), (how do i start a new chat|new chat|do i need a new chat|where do i begin)
        (clear|reset|empty|wipe) (the |this |)(chat|conversation|screen|context|chat window|history and start again)
        (let us|let's) (start|begin) (a new|another|a fresh) (chat|conversation|one)
        this chat is (full|too long|getting long|a mess|messy), (how do i start another|can i start a new one|new one please)
        what does (the key n|n|the n key|pressing n|new chat) do
        (how|where) (do|can) i (talk|write) about something else in a (new|separate|different) (chat|window|thread)
        """,
    ),
    "rename_or_delete_chat": (
        ["Find the chat in the sidebar and open its menu: Rename and Delete are there. A deleted chat is gone for good.", "In the sidebar each chat has a menu with Rename and Delete. A deletion can not be undone."],
        """
        {how} (rename|delete|remove|erase|get rid of|retitle|trash|throw away|wipe|discard|drop|destroy) (a|this|my|an old|the|that|one) {chat} {here}
        {how} (rename|delete|remove|erase|get rid of|clean up|throw out) (my |old |some |all |these |)(chats|conversations|old messages|threads|old chats|chat history|history)
        {how} (change|edit|set|fix|correct|modify) the (name|title|heading|caption|label) (of a chat|of this chat|of my chat|of a conversation|of the conversation|of a thread|in the sidebar)
        (can|may|could) i (rename|delete|remove|erase|give a name to|name|retitle) (a chat|this chat|chats|a conversation|my conversations|my chats|old chats|an old conversation)
        (where is|is there) (the |a )(delete|rename|remove|trash|bin) (button|option|function|menu|icon)
        (rename|delete|remove|erase|retitle) (chat|this chat|a chat|conversation|chats|the chat|history|my chats|this conversation|old chats|title|chat please)
        (is|can) a deleted chat (gone|lost|be restored|be recovered|recoverable|come back|be brought back|gone for good|undone)
        (can|how do) i (restore|recover|undelete|bring back|get back) (a |the |my |)(deleted|removed|erased) (chat|conversation|chats)
        i (deleted|removed|erased) a chat (by mistake|by accident|accidentally|and want it back|too early)
        (the|this) chat has (a bad|the wrong|a strange|a stupid|an ugly|a boring) (name|title)(|, how do i change it|, can i change it)
        i (want|need|would like) (to delete|to rename|to remove|to erase|to name|to clean up) (a chat|this chat|my chats|that conversation|the conversation|my old conversations|the history)
        (give|how do i give|can i give) (this|a|my) (chat|conversation) (a|another|a better|a new|a proper) (name|title)
        (the |my |)(list|sidebar) is full of (old|useless|dead) (chats|conversations)(|, how do i clean it|, how do i delete them|, can i clear it)
        (delete|rename|chat title|chat name|rename chat|delete chat|delete history|clear history|delete conversation|remove conversation|name a chat|conversation title)
        where is the menu of a chat
        what (happens|is lost) (when|if) i delete a (chat|conversation)
        {how} make a (chat|conversation) (disappear|go away|vanish)
        """,
    ),
    "search_chats": (
        ["Type into Search chats in the sidebar, or press / to get there. It looks at titles and messages.", "Use Search chats in the sidebar; the key / leads to it. Titles and messages are searched."],
        """
        {how} (search|search in|look through|go through|browse|scan|search through|comb through|filter) (my |the |all |all my |old |)(chats|conversations|messages|old chats|history|chat history|threads|past conversations)
        {how} (find|look for|search for|locate|dig up|see again|get back to|look up|discover) (an old|a former|a specific|a certain|my old|an earlier|yesterday's|last week's|a past|that one) (chat|conversation|message|answer|thread|question|discussion)
        (where is|is there|what is) (the |a )(search|search field|search box|search function|chat search|search bar|find function|magnifying glass)
        (search|search chats|find chat|find a chat|chat search|search history|search messages|find old chat|search conversations|look for a chat|find message|search function|find conversation|where is search)
        i (can't|can not|cannot|don't) (find|see|locate) (my|an|the|that) (old chat|chat|conversation|older conversation|chat from yesterday|old conversation|message from last week|earlier chat) (|any more|anymore|anywhere)
        (where is|where are|where did|what happened to) (my old chat|my old chats|my chat from yesterday|the conversation from last week|my chats|my former conversations|the chat about cats|my history|all my conversations)
        (can|could|may) i (search|search for a word|look for a word|find a word|search my chats|find an old chat|search messages|search by title|search for text) (|in my chats|in all chats|in old messages|in the sidebar)
        (does|is) (the search|search) (look at|look into|include|find|cover) (messages|titles|text|words in answers|old chats|everything)
        (which|what) (key|shortcut|button) (is for|opens|starts|does|leads to) (search|the search|searching|searching chats|the search field)
        what does (the slash key|/|the key /|slash|pressing slash) do
        i (wrote|asked|discussed|talked about|had|read) something (last week|yesterday|a while ago|some days ago|earlier|last month)(|, how do i find it|, where is it|, how can i find it again|, can i look it up)
        {how} (see|open|read|continue|return to) (older|earlier|previous|past|former|yesterday's) (chats|conversations|messages)
        i (want|need|would like) to (find|search|look up|locate) (a|an old|something in a|some older|a certain) (chat|conversation|message)
        (look|hunt|search) for a (word|name|topic|phrase) in (my|old|all|past) (chats|messages|conversations)
        """,
    ),
    "export_chat": (
        ["Press Export in the header of the chat. You get it as Markdown.", "Export in the header saves the chat as a Markdown file."],
        """
        {how} (export|download|save|back up|archive|print|extract|store|keep a copy of|get a copy of|take out|dump|copy out) (a|this|my|the|the whole|an entire|one) {chat} {here}
        {how} (export|download|save|back up|archive) (chats|conversations|my chats|my messages|all messages|the text of a chat|what we said|the transcript|my history|it as a file|everything we wrote)
        {how} (get|have|make|create|produce) (a |the |)(copy|file|transcript|backup|markdown file|text file|pdf|protocol|record|document) (of|from) (a|this|my|the) (chat|conversation|thread|talk)
        (can|may|could) i (export|download|save|print|keep|archive|take home|email|share) (this|a|my|the) (chat|conversation|whole chat|thread|talk|discussion) (|as a file|as markdown|as text|as pdf|to my computer|outside of this site|to disk)
        (where is|is there|what is) (the |an |a )(export|download|save) (button|option|function|link|feature)
        (export|export chat|download chat|save chat|export as markdown|markdown export|chat as file|transcript|save conversation|export conversation|download conversation|print chat|save as file|export?|chat to markdown|save this)
        (which|what|in which|in what) (format|file type|kind of file) (is|has|does) (the export|an exported chat|a chat exported|an export|the exported file|the download)
        i (want|need|would like|have) (to export|to save|to download|a copy of|to keep|to archive|a file of|to print) (this chat|the chat|my conversation|our conversation|a chat|the whole thread|this conversation)
        (send|mail|show|give|forward) (this chat|my conversation|the chat|the transcript) to (a colleague|my boss|somebody|a friend|someone else)
        (save|store|write) (this chat|the conversation|everything|our talk) (to|in|as) (a file|disk|markdown|my computer|a document|a text file|word)
        how does (the export|export|an export|exporting) (work|look)
        what does export (do|give me|in the header do)
        (take|bring|move|carry) (my|this) (chat|conversation|chats) (elsewhere|to another program|into my notes|out of here|into a document)
        i need (this|the) (conversation|chat|discussion) (in|as|for) (writing|a report|my records|a document|my notes|markdown)
        """,
    ),
    "keyboard": (
        ["Ctrl/⌘ K chooses a model, N opens a new chat, / searches chats, ? lists all keys. Enter sends, Shift+Enter makes a new line.", "The keys: Ctrl/⌘ K for models, N for a new chat, / for search, ? for the list of keys, Enter to send, Shift+Enter for a new line."],
        """
        (what|which) (are the |)(keyboard shortcuts|shortcuts|keys|hotkeys|keyboard commands|key combinations|key bindings|keystrokes|shortcut keys) (are there|exist|can i use|do you have|does switchyard have|{here}|do i have)
        (list|show|tell|give) (me |)(the |all |all the |)(shortcuts|keyboard shortcuts|keys|hotkeys|key bindings)
        (keyboard|shortcuts|keyboard shortcuts|hotkeys|keys|keyboard commands|shortcut list|key bindings|shortcuts?|hotkey list|keymap|shortcut keys|keyboard help)
        {how} (use|control|operate|work with|navigate|run) (this|the site|switchyard|everything|the page|the app|it) (with|by|from) (the keyboard|only the keyboard|keys|shortcuts|the keyboard only)
        {how} (make|insert|write|type|get|start|add) a (new line|line break|second line|newline|paragraph|line without sending)
        what does (enter|shift enter|shift+enter|ctrl k|cmd k|the question mark key|control k|ctrl+k|the enter key|⌘ k|return) do
        (are there|do you have|does it have|is there) (any |)(shortcuts|keyboard shortcuts|hotkeys|a list of keys|a list of shortcuts|key commands)
        (which|what) key (sends|sends the message|makes a new line|lists all keys|shows the shortcuts|opens the list of keys|is for sending|do i press to send)
        (can|may) i (use|do) (everything|this|it all|this site|all of it) (without a mouse|with the keyboard|by keyboard|only with keys)
        {how} send (a message|my message|the message|my question) (with the keyboard|without the mouse|by key|)
        (enter|return) sends my message (too early|before i am done|but i want a new line|at once)
        i (prefer|like|want) (the keyboard|shortcuts|to use keys|to work without a mouse|hotkeys)
        where (are|do i find|is) the (shortcuts|keyboard shortcuts|list of keys|list of shortcuts)
        my mouse is broken(|, can i use keys|, what keys are there|, which keys work)
        (quick|fast|handy) keys (|for this site|here)
        """,
    ),
    "theme": (
        ["Open Settings and choose the theme: System, Light or Dark.", "In Settings, under Appearance and keys, you choose the theme: System, Light or Dark."],
        """
        {how} (change|switch|set|choose|select|get|turn on|enable|activate|use|toggle|pick) (the |to |to the |a |)(theme|dark mode|dark theme|light mode|light theme|night mode|colours|colors|appearance|colour scheme|color scheme|dark|black background|white background|day mode|look)
        (where is|is there|do you have|does switchyard have|does this site have|where do i find|does it have|can i get|can i have) (a |the |)(dark mode|dark theme|night mode|light mode|theme|theme setting|light theme|black background|dark version|theme option)
        (it|the page|the site|the screen|this site|everything|the background) is (too bright|too dark|too white|so bright|blinding|hurting my eyes|hard to read in the dark|very bright|glaring|dazzling|black and i want it white|too light|gloomy)
        (dark mode|dark theme|light mode|theme|themes|night mode|dark|dark mode?|change theme|colours|appearance|light theme|theme setting|dark design|go dark|white theme|dark please|color scheme|switch to dark)
        (make|turn|set|switch) (it|the page|the site|everything|this|the screen|the background|the app) (dark|black|darker|light|white|brighter|bright|to dark mode|to light mode|less bright)
        (can|could|may) i (change|choose|set|have|switch|make|turn) (the colours|the theme|a dark theme|it dark|dark mode|the look of the site|the page dark|the appearance|the background colour|a black background)
        i (want|would like|prefer|need|like) (a dark theme|dark mode|a light theme|night mode|a black background|it darker|the light version|other colours|dark colours|a dark screen)
        my eyes (hurt|are tired|ache)(|, is there a dark mode|, can you make it dark|, it is so bright)
        (follow|use|match) the (system|device) (theme|setting|colours)
        (what|which) themes (are there|exist|do you have|can i choose)
        (at night|in the evening) (the page|this|the site) is too bright
        {how} change (how the site looks|the way it looks|the look|the design|the style|the skin)
        """,
    ),
    "reload_lost_connection": (
        ["You lose nothing. The answer goes on at the server, and the page catches up when it is back.", "The answer goes on without the page. When you are back, the page catches up with it."],
        """
        what (happens|if|happens to my answer|happens if|happens when) (i reload|i reload the page|i close the tab|i lose the connection|my internet breaks|the wifi drops|my connection is lost|i close the browser|the network fails|i refresh the page|i go offline|my laptop goes to sleep|my phone loses signal|i close my laptop|i leave the page|i press f5|the tab crashes|my battery dies)
        (can|may|should) i (reload|refresh|close|leave|shut) (the page|the tab|the browser|this page|my laptop|the window) (|while you are {writing}|during an answer|while it is {writing}|while an answer runs|in the middle of an answer)
        (i reloaded|i refreshed|i closed the tab|my connection broke|the wifi was gone|i lost the connection|my internet went down|i closed the browser|i was offline|my laptop slept|i closed my laptop|i pressed f5|the network dropped|my train went into a tunnel) (during an answer|while it was {writing}|in the middle of an answer|while you were {writing}|and came back|just now|before the answer ended|)(|, is the answer lost|, what now|, is it gone|, did i lose it|, what happens with the answer)
        (is|will) (my|the|an) (answer|message|running answer|reply|text) (lost|gone|be lost|stopped|still there|continue|go on|cut) (after|when|if) (i reload|a reload|i lose the connection|i close the tab|the connection breaks|i am offline|i leave the page|my internet fails|i refresh)
        (does|will) (an answer|the answer|it|the model|the reply) (go on|continue|keep writing|stop|run on|keep running|carry on) (when|if|after|while) (i am offline|i close the tab|i reload|i leave|i am away|the page is closed|i lose the network|i switch off my computer|i refresh|my connection drops)
        (no connection|connection lost|lost connection|offline|reload|page reload|internet gone|wifi gone|refresh page|closed tab|it says no connection|network error|i am offline|disconnected|connection dropped|browser crashed|reload page)
        (do i|will i|did i|can i) (lose|lost) (anything|my text|something|the answer|what i wrote|data) (by reloading|when i reload|when the connection breaks|by a refresh|if i close the tab|after a network failure|if my browser crashes)
        (how|can) (do i |i |)(see|get|read) the (rest of the|whole|full) answer (after a reload|after i reconnect|when i come back|after closing the tab)
        (my|the) (internet|wifi|network|connection|line) (is|was|keeps) (bad|unstable|gone|dropping|down|slow|cutting out|flaky)(|, what happens to my answers|, is that a problem|, do i lose answers)
        it says no connection(|, what does that mean|, what now|, is my text lost)
        i (have to|must|need to) (close|leave|shut) (the tab|the page|my laptop|the browser) (now|while it writes|before it is done), (does it go on|is that a problem|will the answer be there)
        when i (come back|return|reconnect|open the page again), (is the answer there|do i see the answer|does it catch up|can i see what was written)
        (power|electricity) went out (at my desk|at home) (while|during) (an answer|it was {writing})
        """,
    ),
    "interrupted_answer": (
        ["Interrupted means that the answer was cut off on the server. The text so far is saved; press Answer again for a whole one.", "An interrupted answer was cut off. What was written so far is saved and marked; Answer again writes a new one."],
        """
        {what} (interrupted|an interrupted answer|the mark interrupted|the word interrupted|marked interrupted|the note interrupted|interrupted below an answer|the red interrupted block)
        why (is|was|does|did) (my answer|the answer|an answer|it|this answer|the reply|the text) (interrupted|cut off|say interrupted|stop in the middle|end in the middle|cut short|break off|incomplete|not complete|marked interrupted|end suddenly|stop suddenly|half finished|unfinished)
        (the|my|this|an) (answer|reply|text|response) (was interrupted|is interrupted|says interrupted|broke off|is incomplete|was cut off|stopped in the middle|ended in the middle of a sentence|is only half there|is marked as interrupted|is not complete|is unfinished|suddenly ended|died halfway|just ended)
        (it says|there is|i see|it shows|it is marked) (interrupted|interrupted below the answer|the word interrupted|a block with interrupted|as interrupted)
        (what happens|what) (if|when) (the model crashes|a model crashes|the server restarts|the server crashes|the runner crashes|the model dies|the engine stops|the machine restarts|the server is restarted|the ai process dies) (|during an answer|while it is {writing}|in the middle of an answer|mid answer)
        (is|are) the (text|words|part|half|beginning|written part) (so far |that was written |of an interrupted answer |before the crash |)(saved|lost|kept|gone|still there|stored) (|when it is interrupted|after an interruption|after a crash)
        (how|what) (do i|can i|should i|must i) (do with|continue|complete|fix|repair|get the rest of|finish|do about) (an|the|my) (interrupted|unfinished|incomplete|broken off|cut off|half) (answer|reply|text)
        (interrupted|interrupted answer|answer interrupted|cut off|answer cut off|incomplete answer|half an answer|broken answer|interrupted?|marked interrupted|model crashed|server crashed|truncated answer|unfinished answer)
        (the model|the server|the engine|the bot) (crashed|died|went down|broke down|restarted|stopped) (while|during|in the middle of) (answering|my answer|an answer|writing|a reply)(|, what now|, is my answer lost|, is the text gone)
        (can|may) (an interrupted answer|a cut off answer|the half answer) be (continued|repaired|finished|written again|completed|saved)
        i (only got|got only|have only|received) (half|a part|the beginning|a piece) of (an|the|my) (answer|reply)
        where is the rest of (the|my|this) (answer|reply|text)
        the (last sentence|end|ending) of (the|my) answer is missing
        """,
    ),
}
