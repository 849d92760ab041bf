"""What Spark does not know, and says so: facts, maths, advice, writing, code, names, nonsense, and near misses about the site."""

HONEST = [
    "I am a tiny demo model and do not know that. Choose a real model for such questions.",
    "I do not know that: I am only a tiny demo model. A real model may know.",
]
NO_CODE = ["I am a tiny demo model and can not write code. Try Spark Code, or a real model."]
NEAR = ["I am a tiny demo model and do not know that about Switchyard. Its README or an admin of this site may help."]
NOTHING = ["There is not much to read in that. Ask me something about Switchyard.", "I can not tell what you mean. Ask me how to switch models, for example."]

THINGS = """elephants|the moon|the sun|volcanoes|the roman empire|photosynthesis|gravity|black holes|dna|the french revolution|world war two|the pyramids|japan|brazil|the eiffel tower|coffee|chocolate|bread|pizza|rice|vaccines|antibiotics|
cancer|the heart|a headache|sleep|yoga|football|tennis|chess|the olympics|the world cup|bitcoin|inflation|taxes|mortgages|the stock market|shakespeare|mozart|picasso|jazz|guitars|the piano|cats|dogs|spiders|whales|bees|trees|roses|
climate change|solar panels|wind power|electric cars|trains|airplanes|bridges|concrete|steel|glass|plastic|water|salt|sugar|oxygen|iron|gold|diamonds|quantum physics|relativity|calculus|algebra|statistics|philosophy|kant|democracy|
capitalism|religion|buddhism|the bible|history|geography|london|paris|berlin|rome|tokyo|new york|mars|jupiter|the milky way|dinosaurs|evolution|the brain|memory|love|happiness|money|marriage|children|school|university|exams|
cooking|gardening|knitting|painting|photography|movies|novels|poetry|television|radio|the internet|smartphones|computers|robots|linux|windows|bluetooth|printers|batteries|cars|bicycles|ships|fishing|hiking|camping|swimming|running|
a tiger|a kangaroo|penguins|the weather|hurricanes|earthquakes|rain|snow|the ocean|rivers|mountains|the sahara|africa|europe|china|india|canada|the queen|the president|the pope|the united nations|nato|the law|contracts|my landlord|
my neighbour|my car|my bicycle|my dog|my cat|my knee|my back|my diet|vitamins|alcohol|smoking|tea|wine|beer|cheese|soup|pancakes|tomatoes|potatoes|apples|bananas|a birthday party|a wedding|a holiday|a job interview|my salary""".replace("\n", "").split("|")

FRAMES = """{what} {thing}|how (does|do) {thing} work|why (is|are) {thing} (important|so expensive|dangerous|popular|red|blue|so big|so old)|who (invented|discovered|wrote about|found|owns|likes) {thing}|when (was|were) {thing} (invented|born|discovered|built|founded)|
where (is|are|do i find|can i buy|can i see) {thing}|how (old|big|heavy|far|fast|expensive|tall|deep|hot) (is|are) {thing}|tell me (about|something about|a fact about|everything about|the history of) {thing}|(write|compose) (a poem|an essay|a story|a song|a haiku|a report|an article|a paragraph|a speech) about {thing}|
how many (kinds of |types of |)(people like |)(are there of |)(things know about |){thing}|what do you (think|know|think about|say) (of|about) {thing}|do you (like|know|love|hate|remember|understand) {thing}|(is|are) {thing} (healthy|good|bad|dangerous|expensive|real|beautiful|legal|safe to eat|worth it)|
(explain|describe|summarise|define|compare) {thing}|what is the (history|price|meaning|colour|size|weight|origin|best thing|purpose) of {thing}|how (do|can|should) i (buy|make|learn|repair|clean|draw|cook|grow|find|sell|improve|treat|understand|fix) {thing}|{thing}|(recommend|suggest) (something|a book|a film|a site) about {thing}|
what is the difference between {thing} and {thing}|which is better, {thing} or {thing}|can i (eat|have|keep|take|combine) {thing} (with|and|after) {thing}|i (need|want|have a question about|am interested in|am writing about|have a problem with|want to learn about) {thing}|(translate|spell|say) {thing} (in french|in german|backwards|in latin|)|
(name|list) (three|five|ten) (facts about|kinds of|books about) {thing}|what happened to {thing}|what would happen without {thing}|is it true that {thing} (can|will|is) (disappear|kill you|make you happy|cost a fortune|get bigger)|how (long|often) (does|do|should) (i use |people need |){thing} (last|live|take|work)"""

TASKS = """what is (two|three|seven|12|17|99|144|1000|a hundred|3.5) (plus|times|minus|divided by|and|to the power of|multiplied by) (two|three|eight|13|23|45|7|half a million)|(calculate|compute|solve|work out|add up|convert) (2+2|17*23|5 + 7|x + 3 = 7|the square root of 81|15 percent of 80|3x = 12|100 / 4|the area of a circle|my taxes|10 miles to kilometres|euros to dollars|celsius to fahrenheit|the sum of these numbers)
(how much|what) is (5 + 5|7 * 8|12 / 3|2+2|9-4|15% of 60|100 dollars in euros|half of 74|the square root of 2|ten percent of my income|3 times 19)
what (time|day|date|year|month) is (it|it now|today|it today|tomorrow|it in tokyo)|what is (today's date|the time|the date|the weather|the news|my name|my age|my address|your favourite colour|the meaning of life|the capital of (france|spain|peru|australia|norway|egypt|canada|my country)|the population of (china|italy|my town)|the tallest mountain|the longest river|the speed of light)
(how is|what is|how will be) the (weather|temperature|forecast) (today|tomorrow|in london|in berlin|this weekend|outside|here)|will it (rain|snow|be sunny|be cold) (today|tomorrow|on sunday)|who (won|will win|plays in) (the match|the game|the election|the world cup|the final|the race|the oscar|yesterday)
who (is|was) (the president|the prime minister|einstein|napoleon|the king of england|my mother|the richest man|the fastest runner|shakespeare|the first man on the moon|a famous painter|anna|peter|my boss|john smith|the author of hamlet|the ceo)
(write|draft|compose|create|make|prepare) (me |)(a|an|my) (email|letter|cover letter|poem|story|essay|speech|song|cv|resume|blog post|tweet|summary|business plan|love letter|shopping list|birthday card|complaint|recipe|slogan|novel|thesis|report|presentation|meal plan|schedule|press release|fairy tale) (|to my boss|for my teacher|about spring|for my mother|for a job|in english|for tomorrow|with rhymes)
(translate|say) (this|hello|good morning|the sentence|i love you|my text|thank you) (into|in|to) (german|french|spanish|japanese|latin|another language|italian|chinese)|(correct|check|improve|proofread|shorten|rewrite|summarise|paraphrase|rephrase) (my text|this sentence|my grammar|my spelling|this paragraph|this article|my essay|this email|the following text|this document|my letter|my cv)
(recommend|suggest) (me |)(a book|a film|a movie|a restaurant|a song|a gift|a hotel|a recipe|a laptop|a name for my cat|a holiday destination|a game|a series|a phone|a wine|a present for my mother|some music)|what should i (eat|cook|wear|watch|read|buy|study|do today|do with my life|name my dog|have for dinner|say to her|give him for his birthday)
(i have|my child has|my wife has|what helps against|how do i treat) (a headache|a fever|back pain|a cold|a cough|stomach ache|a rash|the flu|anxiety|a toothache|high blood pressure|insomnia|a broken arm)|(can|may|should) i (sue|divorce|fire|invest|buy shares|take aspirin|sell my house|quit my job|marry her|drive after two beers|eat raw eggs|vote|leave my husband|call a doctor)
(is it|what is) (legal|illegal|allowed|the law|a crime|the penalty|the punishment) (to park here|to copy a film|to record a call|for speeding|to drink in public|for theft|to fly a drone|to break a contract)|(book|order|buy|reserve|call|find) (me |)(a flight|a taxi|a pizza|a hotel|a table|my mother|a doctor|a train ticket|a plumber|tickets for the concert|the cheapest laptop)
(set|start|make) (an alarm|a timer|a reminder|a phone call|a calendar entry|an appointment) (|for five minutes|for tomorrow|for me)|(play|sing|show|draw|paint|generate|send) (me |)(some music|a song|a video|a picture|a picture of a cat|an image|a logo|a photo|an email|a message|the news|a map|a diagram)|(open|search|google|look up|browse) (the internet|the web|wikipedia|a website|youtube|my email|for cheap flights|the news|it online)
(i am|i feel|i'm) (sad|lonely|depressed|in love|angry|hungry|thirsty|sick|pregnant|bored|stressed|tired|afraid|happy today|17 years old|from poland|a teacher|late|drunk|worried about my job)|my name is (anna|peter|maria|john|ali|sarah|tom|li|ivan)|(remember|do you remember|don't forget) (my name|that i like tea|my birthday|what i told you yesterday|me|this number)|(call|i am called|you can call) me (anna|tom|boss|captain|peter)
(anna|peter|maria|john|paris|london|tokyo|einstein|mozart|napoleon|microsoft|google|apple|amazon|tesla|nasa|obama|batman|harry potter|superman|godzilla|sherlock holmes)|(a|the|my) (dog|cat|house|tree|car|river|boat|child|king|garden|window|mountain|bird|stone|cloud|shoe|spoon)|(blue|green|red|seven|forty|banana|table|winter|monday|paper|engine oil|music|window|coffee|love|nothing|maybe|perhaps|never|always|yesterday)
(do you|does she|will he|can they|did we|would you) (like|eat|drink|play|read|see|watch|believe in|dream of) (pizza|football|god|ghosts|aliens|music|books|tea|movies|chess|the sea|him|horoscopes|magic)|(is there|do you believe in) (a god|life on mars|life after death|a heaven|a santa claus|aliens|free will|destiny)|(what|who) (is better|is stronger|is faster|wins), (a lion or a tiger|cats or dogs|coffee or tea|android or iphone|batman or superman|summer or winter)
(let's|let us|can we|i want to) play (a game|chess|tic tac toe|hangman|twenty questions|a quiz|rock paper scissors|cards)|(tell|read|write) me (a story|a bedtime story|a fairy tale|a fact|a secret|the news|a riddle|a quote|something interesting|about your childhood|a proverb|my horoscope|your opinion)|(pretend|act|imagine|speak) (to be|like|you are|as if you were) (a pirate|a king|a doctor|a lawyer|shakespeare|my friend|a cat|a teacher|a real model|someone else|evil)
(ignore|forget|disregard) (all |your |the )(previous |former |)(instructions|rules|prompt|orders|training)|(what is|show|print|repeat|reveal) (your system prompt|your prompt|your instructions|the text above|your rules)|(how do i|help me) (hack a website|pick a lock|make a bomb|steal a car|cheat in an exam|lose weight|get rich|make friends|learn english|stop smoking|get a girlfriend|find a job|become famous|fix my bike|tie a tie|boil an egg|bake a cake|change a tyre|train my dog|write better|sleep better|save money)
(why|how|when|where|who|what|which)|(why|how come|why not|really|and|so what|what else|how so|says who|since when|what for|and now what|which one|who is that|where is it|what is that|what was that|when was that)|(tell me more|more|go on|continue|more details|elaborate|explain more|and then|further|next|keep going|say more|more please|give me details|expand on that)
(yes|no|maybe|yes please|no thanks|of course|sure|never mind|forget it|whatever|not really|i guess|i think so|i don't think so|possibly|nope|yep|yeah|nah|true|false|right|wrong|hm|hmm|aha|oh|wow|well|ok|okay|lol|haha|omg|wtf|bruh)|(i don't|i do not) (understand|know|get it|care|agree|think so|remember|like mondays|speak much)|(what|huh|pardon|sorry|excuse me|come again|say that again|i beg your pardon|what did you say|repeat that|what do you mean)
the (quick brown fox|cat|weather|dog|train|man|old house|river|boy|teacher) (is|was|sat|jumps|stands|runs|sleeps|went) (over the lazy dog|on the mat|nice today|in the garden|late|very far|at the station|away|under the table|in the rain)|(she|he|they|we|my sister|the children) (went|bought|saw|ate|lost|found|built|sold|made) (a house|the bus|an apple|to the market|a bird|some shoes|home early|a boat|the keys|two tickets)"""

CODE = """(write|create|make|give me|show me|generate|code|build|program|implement) (a |an |some |me a |me some )(python|javascript|java|c++|rust|go|bash|sql|html|css|php|typescript|react|simple|small) (function|script|program|code|class|query|page|website|app|game|loop|example|component|regex|snippet) (|that sorts a list|to reverse a string|for fibonacci|for prime numbers|for a login form|that reads a file|that adds two numbers|for a todo list|with comments|to parse json|that counts words)
(fix|debug|review|refactor|explain|optimise|improve|check|test|translate|comment) (my|this|the following|some) (code|function|script|program|bug|loop|query|error|python code|javascript|class|regex|sql|css)|how (do|can) i (reverse a string|sort an array|read a file|write a loop|parse json|make a class|use a dictionary|call an api|center a div|write a regex|connect to a database|declare a variable|install python|use git|merge branches|deploy a website|compile c|write unit tests|sort a list|make a website|learn programming|loop over a list) (|in python|in javascript|in java|in rust|in c|in php|with code)
what is (a variable|a for loop|recursion|a pointer|a closure|python|javascript|an array|object oriented programming|an api|a compiler|a regex|html|sql|a linked list|a hash map|a lambda|async await|a promise in javascript|git|docker|a class in java|typescript)|(can you|could you|do you|are you able to) (code|program|write code|write python|write a program|know python|know javascript|fix my code|help me with programming|speak python|write a script|make an app|do my programming homework|create a website|write sql|debug)
(def f(x)|print hello world|console.log|select * from users|import numpy|for i in range|if else|hello world in python|fizzbuzz|bubble sort|quicksort|binary search|fibonacci|code please|write code|python|javascript|java|rust|coding help|programming help|sort a list|reverse a string|hello world program)|(syntaxerror|typeerror|nullpointerexception|segmentation fault|undefined is not a function|index out of range|my code does not compile|my script crashes|my program has a bug|why does my code not work|error in line|stack overflow error)"""

NEAR_MISSES = """{how} (change|reset|set|recover|forget|get back) (my |a |the |)(password|email|email address|user name|username|name|profile picture|avatar|language|time zone|login)|i forgot my (password|login|email|user name)|{how} (delete|close|remove|cancel|deactivate) my account|{how} (log out|sign out|sign in|log in|log off|stay signed in|sign out everywhere)|why can't i (log in|sign in|register)
{how} (upload|attach|send|add|insert|paste|share) (an image|a picture|a photo|a file|a pdf|a document|an attachment|an audio file|a video|a screenshot|a spreadsheet)|(can|could) (you|i|it) (see|read|open|use|hear|understand) (images|pictures|pdfs|my files|my screen|voice|my microphone|my camera|attachments|photos)|{how} (use|turn on) (voice|speech|the microphone|voice input|dictation|text to speech)|(read|speak) (it|the answer) (aloud|out loud)
{how} (share|publish|send a link to) (a chat|this chat|my conversation) (|publicly|with a link|on the web)|{how} (edit|change|correct|delete|remove) (my |a |one |)(message|question|single message|last message|typo in my message)|{how} (pin|sort|group|tag|archive|star|move) (chats|a chat|my chats|conversations)|{how} (make|create) (a folder|folders|labels|a project) for (chats|my chats)
{how} (change|set|adjust|raise|lower) the (temperature|system prompt|context length|context size|number of threads|font size|text size|max tokens|sampling|length of answers|port|language of the site|timeout|memory budget)|what is (the system prompt|temperature|a token|a context window|quantisation|q4_k_m|rag|an embedding|fine-tuning|a transformer|mmap|a gpu|kv cache|a parameter|llama.cpp|a runner|sse|a sidecar|next.js)
{how} (install|deploy|host|update|upgrade|uninstall|run|configure|move|start|stop the server of) (switchyard|it on windows|it on a mac|it in docker|it on kubernetes|it behind nginx|it on a raspberry pi|it with https|the server software|switchyard to a new version)|{how} (back up|restore|migrate|move|encrypt) (the database|the server|all data|the site)|(does|can|will) (it|switchyard|this) (run|work) (on|in|with) (windows|a mac|docker|android|an iphone|a raspberry pi|kubernetes|an nvidia gpu|amd cards|a phone|postgres|redis|firefox|safari)
(is there|do you have|does it have|where is) (an api|an app for android|a mobile app|a desktop app|a plugin system|plugins|web search|a calendar|memory|image generation|two-factor login|ldap|single sign-on|a status page|a changelog|a roadmap|a forum|documentation|a manual|support|a phone number|a newsletter|an rss feed|a webhook|billing|an audit log)|how much (does switchyard cost|memory does a model need|disk space do i need|ram do i need|is switchyard|gpu memory is needed)|(what|which) (licence|license|database|version|port|operating system|framework|hardware) (does switchyard|is switchyard|is this|do i) (use|have|under|written in|need|running on)
{how} (train|fine-tune|finetune|teach|retrain|improve|quantise|merge|convert|benchmark|evaluate) (a model|you|my own model|an llm|spark|models)|(who|how many people) (is|are) (online|the admin|an admin|using this site|the owner|my admin|registered here|behind switchyard)|{how} (contact|reach|become|find|remove) (an admin|the admin|the owner|support|the developers)|{how} (report|file|send) (a bug|an issue|feedback|a problem|abuse)
{how} (turn off|disable|mute|enable|get|stop) (notifications|emails|sounds|the sidebar|animations|cookies|single-letter keys|autocomplete|auto scroll|markdown|emails from the site)|{how} (copy|print|quote|bookmark|translate|rate|like|share|highlight|read aloud) (an answer|this answer|the answer|a message|a code block)|why (is|are) (the site|it|you|the page|my computer|everything|the model|answers) (so slow|slow|down|broken|empty|expensive|not working|so short|always the same|blank|offline today)
{how} (remove|delete|unload|pin|rename|hide|disable|update) a model|which (model|one) is (the best|the fastest|the largest|the cheapest|the newest|best for writing|best for german|best for code|most popular)|(is|are) there (limits|a limit|quotas|a rate limit|a maximum length|costs) (|for messages|per day|here|for free users)|how many (messages|questions|words|tokens|chats|users) (can|may|do) i (send|have|write|use) (|per day)|{how} (buy|pay|donate|subscribe|get a refund|get an invoice)"""

EMPTY = ["", " ", "\n", "?", "??", "???", ".", "..", "...", "…", "!", "!!", "!?", "-", "--", "_", "*", "/", "#", "0", "1", "x", "a", "aa", ",", ";", ":", ":)", ":-)", ":(", ";)", "<3", "=", "+", "()", "[]", "{}", '""', "''", "~", "%", "$", "&", "@", "^", "|", "\\", "\t", "(:", "xd", "^^", "o_o", "¯\\_(ツ)_/¯"]
EMOJI = list("🙂😀😂😍🤔😢😡👍👎👋🙏🎉🔥🚀🌍🌞🌧🐱🐶🍕🍺🎵💡📷💻📱🚗🏠🌳") + ["❤️", "🤷", "🤖", "💩", "✨", "✅", "❌", "⭐"]
KEYS = "qwertzuiopasdfghjklyxcvbnm"
SYLLABLES = "ba do ka ru mi zo lin tra pel gor fen shu wex quo dra plim vor nax ubu ski tol jem yar hib".split()


def patterns(text):
    """One alternative each: `|` at the outermost level separates, also a line's end."""
    found = []
    for line in text.splitlines():
        depth, start = 0, 0
        for at, char in enumerate(line):
            depth += (char == "(") - (char == ")")
            if char == "|" and depth == 0:
                found.append(line[start:at].strip())
                start = at + 1
        found.append(line[start:].strip())
    return [pattern for pattern in found if pattern]


ABOUT = patterns(FRAMES)


def about_things(random):
    """A question about something in the world."""
    pattern = random.choice(ABOUT)
    while "{thing}" in pattern:
        pattern = pattern.replace("{thing}", random.choice(THINGS), 1)
    return pattern


def nothing(random):
    """Input that asks nothing: marks, emoji, keys hit at random, invented words."""
    kind = random.randrange(5)
    if kind == 0:
        return random.choice(EMPTY)
    if kind == 1:
        return "".join(random.choice(EMOJI) for _ in range(random.randint(1, 4)))
    if kind == 2:
        return "".join(random.choice(KEYS) for _ in range(random.randint(2, 14)))
    if kind == 3:
        word = lambda: "".join(random.choice(SYLLABLES) for _ in range(random.randint(1, 3)))
        return " ".join(word() for _ in range(random.randint(1, 5)))
    return "".join(random.choice("0123456789") for _ in range(random.randint(1, 9)))
