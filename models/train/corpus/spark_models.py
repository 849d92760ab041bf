"""What Spark knows about tiers, models, engines and privacy."""

INTENTS = {
    "what_are_tiers": (
        ["Tiers are named groups of models: Standard for everyday questions, Pro for harder ones, Code for code. You choose one in the ModelBar.", "A tier is a named group of models. Here they are Standard, Pro and Code."],
        """
        {what} (tiers|a tier|the tiers|standard, pro and code|the tier selector|standard|pro|code|the pro tier|the code tier|the standard tier|model tiers|these tiers|the word tier|the code tab|the standard pro code buttons)
        what are (tiers|the tiers|the different tiers|model tiers|these tiers|standard pro and code|the groups of models|those tiers|the levels|the plans here)
        (which|what|how many) (tiers|groups of models|model groups|plans|levels|categories of models) (are there|exist|do you have|can i choose|are available|does this site have|does switchyard have)
        (difference|what is the difference|what's the difference|differences) between (standard and pro|the tiers|pro and code|standard and code|pro and standard|the three tiers|tiers|standard pro and code)
        what (is|does) (standard|pro|code) (|mean|tier|for|stand for|used for|good for|contain|offer|here)
        (tell me|say something) about (the |)(tiers|pro tier|code tier|standard tier|different tiers|groups of models)
        (when|why) (should i|would i|do i) (use|choose|take|pick) (pro|code|standard|the pro tier|the code tier|another tier)
        (list|name|show|explain) (me |)(the |all |)(tiers|model tiers|groups of models|tiers please|three tiers)
        (tiers|tier|tiers?|tier meaning|model tiers|standard pro code|pro tier|code tier|standard tier|the tiers|tier list)
        (is|are) (pro|code|the pro models|the code models) (better|bigger|smarter|larger|stronger|different) (|than standard)
        how are (the |)models (grouped|sorted|organised|organized|ordered|arranged|divided)
        what kinds of (tiers|model groups) (are there|exist)
        which tier (is best|should i use|is for programming|is for hard questions|is the normal one|is the default|is right for me|is for code)
        i see (standard, pro and code|three buttons|pro and code|three tabs) (below|under|at the bottom|in the bar), what (are they|do they mean|is that)
        what is in the (pro|code|standard) (tier|group|category)
        why are there (tiers|different tiers|three tiers|groups)
        """,
    ),
    "get_tier_access": (
        ["A tier with a lock is not part of your account. An admin of this site gives accounts their tier, so ask one of them.", "Locked tiers show a lock. Ask an admin of this site: they decide which tier your account has."],
        """
        {how} (get|unlock|access|open|use|have|obtain|enable|activate|reach|upgrade to|request|buy|move up to|be allowed to use) (pro|the pro tier|code|a locked tier|the code tier|access to pro|access to the code tier|a higher tier|the locked models|a better tier|the pro models|more models|a locked model|permission for pro|the big models)
        {how} (upgrade|upgrade my account|upgrade my plan|get an upgrade|change my account tier|raise my tier|get more access|be upgraded|change my tier|get promoted to pro)
        why (is|are) (pro|code|this tier|the pro tier|this model|some models|the other tiers|it|the code tier|that model|the best models) (locked|not available to me|greyed out|grey|not allowed|not part of my account|blocked|forbidden|closed|disabled for me)
        why (can't|can not|may not|am i not allowed to) (i |)(use pro|use this tier|choose pro|select the code tier|use this model|use that model|open the pro tier|click on pro|get the pro models)
        (what does|what is|why is there|i see) (the lock|a lock|the padlock|a padlock|this lock|a small lock) (|mean|icon|for|next to pro|on a tier|beside the tier|symbol|on some models|at code)
        it (says|shows) (needs pro|not part of your account|pro is not part of your account|locked|that i need pro|needs code|that pro is locked)
        (who|whom) (can|do i ask to|must i ask to|should i ask to|is able to|may|do i contact to|gives) (unlock pro|give me pro|change my tier|give me access|upgrade me|unlock a tier|access to pro|get the pro tier|unlock the locked models|permission for the pro tier)
        (give|grant|unlock|upgrade|let) me (pro|access to pro|the pro tier|the code tier|to pro|use pro|a better tier|into the pro tier)
        i (want|need|would like|must have|wish for) (pro|access to pro|the pro tier|an upgrade|the code tier|a higher tier|more rights|to upgrade|to use the locked models|access to the bigger models|permission for pro)
        (upgrade|upgrade?|unlock pro|get pro|pro access|locked tier|tier locked|access denied to pro|upgrade account|upgrade plan|tier access|request access|locked models|higher tier)
        (how much|what) (does pro cost|is the price of pro|does an upgrade cost|do i pay for pro|must i pay for the pro tier)
        (can|could|may) i (have|get|use|buy|pay for|try) (pro|the pro tier|the code tier|the locked tier|the locked models|an upgrade|the bigger models)
        i (do not|don't) have (access|permission|rights) (to|for) (pro|the code tier|this tier|this model|some models)
        (my|this) (account|user) (only has|has only|is only|is just|is) standard, (how do i get more|can i have pro|what about pro|how to change that)
        (pro|code|the pro tier|the code tier) is (locked|closed|not available) (for me|for my account|to me|), (what can i do|why|who helps|how do i open it)
        (our|my) (team|colleague) has pro (and|but) i (don't|do not), (why|how do i get it)
        """,
    ),
    "privacy": (
        ["Local models run on this server, and your messages stay in its database. A badge that says remote shows when messages leave the server.", "With a local model nothing leaves this server: your messages stay in its database. Models that send them elsewhere carry the badge remote."],
        """
        (is|are) (my|the|our|these) (data|messages|chats|chat|conversations|conversation|questions|texts|words|input|secrets) (private|safe|secure|confidential|protected|stored|saved|sent anywhere|sent to the internet|shared|sent away|secret|kept here|encrypted from outsiders|used for training|going anywhere|uploaded)
        where (do|does|are|is|will) (my|the|our) (messages|data|chats|texts|questions|conversations|input) (go|stored|saved|kept|end up|live|sent|processed|be stored|sit|land)
        (who|can anybody|can someone|can others|can other people|can anyone|can openai|can a company|can google) (can |)(read|see|access|look at|get|spy on) (my|our|the) (messages|chats|data|conversations|texts|questions)
        (do|does|will) (you|the site|this site|the model|switchyard|it|this app) (send|share|sell|store|save|upload|leak|collect|keep|record|transmit|spy on) (my|our|any|the) (data|messages|chats|information|questions|personal data|texts|conversations) (|to others|to the cloud|anywhere|to openai|to the internet|with others|to third parties|outside)
        (what does|what is) (the badge |the word |the label |)remote (|badge|mean|next to a model|on a model|for|stand for)
        (do|does|will) (my|the) (messages|data|text|words|questions) (leave|stay on|remain on|get out of) (this|the|our|my) (server|machine|computer|house|network|company|building|site)
        (is|are) (this|it|the model|the models|spark|you) (local|offline|running locally|in the cloud|on this server|running here|cloud based|running on our own machine|connected to the internet)
        (privacy|privacy?|data protection|gdpr|is this private|data privacy|confidentiality|is it safe|security of my data|what about privacy|data safety|where is my data|private?)
        can i (write|type|paste|tell you|enter|share|discuss) (secrets|a secret|private things|confidential data|company secrets|personal data|my password|customer data|something private|sensitive information|internal documents)
        (are you|is someone|is anybody|does anyone|do they) (watching|listening|spying|reading along|monitoring|track|tracking) (me|my chats|this|what i write|us|)
        (is|does) anything (sent|go|leave|transmitted|leaving) (to the cloud|to the internet|outside|this machine|the server|our network)
        (how|where) (do|can) i see (whether|if|when) (my messages|messages|data|a model|something) (leave|leaves|is remote|goes out|are sent away|goes to the cloud)
        (which|what) models are (local|remote|in the cloud|private|safe for confidential things)
        how (private|safe|secure|confidential) (is this|are my messages|is this chat|is this site|is my data|are my chats here)
        what (happens to|do you do with) (my|the) (data|messages|questions|texts|things i write)
        i (worry|am worried|am concerned) about (privacy|my data|my secrets|data protection|who reads this)
        (does|do) (openai|a company|the internet|somebody outside|microsoft) (get|see|receive) (my messages|what i write|our data|this conversation)
        """,
    ),
    "add_model": (
        ["Put a .gguf file into the models folder on the server. It appears in the list of models without a restart.", "Copy a model file in GGUF format into the models folder. The list shows it by itself, without a restart."],
        """
        {how} (add|install|put in|bring in|include|register|import|set up|insert|upload|plug in|make available|load in) (a |my |another |my own |new |more |an additional |other |a local |a downloaded |a custom )(model|models|llm|ai|model file|language model|gguf file|gguf|gguf model) {here}
        {how} (use|run|load|try) (my own|a downloaded|my own local|a local|a custom|a fine-tuned|my fine tuned) (model|gguf|gguf file|llm|model file|language model)
        where (do|should|must|can|shall) i (put|place|copy|drop|store|save|move|throw) (a |the |my |)(model|models|gguf|gguf file|model file|file|gguf files|downloaded model|weights)
        (which|what) (folder|directory|path|place) (is|are|do|holds|does|for) (for models|the models in|models go in|the models|models go into|the model files|a new model go in|the gguf files)
        i (have|downloaded|got|own|saved) (a|my own|another|some|an extra) (gguf|gguf file|model file|model|gguf model|local model|llm file), (how do i use it|where does it go|what now|how do i add it|what do i do with it|where do i put it|how to load it|how do i make it appear)
        (do|must|should) i (have to |need to |)(restart|reboot|stop the server|reload|start again|restart switchyard) (after|when|if|to|once) (i add a model|adding a model|adding a file|i put a model there|use a new model|a new model is there|see a new model|copying a gguf)
        (add|install|import|new|own|upload) (model|models|a model|local model|model file|gguf|a gguf|gguf file|a new model)
        (my|the|a) (new |)(model|gguf file|file|gguf) (does not appear|is not in the list|does not show up|is missing from the list|isn't listed|can't be found)
        (the model list|the list) is (too short|empty|missing my model), (how do i add one|how can i add models|how do i get more in it)
        can i (add|install|use|bring) (my own|more|other|additional|new|different|extra) (models|model files|gguf files|llms|model)
        how do (new|local|more|additional|own) models (get|come) (into|in|onto) (the list|switchyard|this site|the picker|here)
        (as an admin|i am the admin), how do i add (a model|models|another model|more models)
        what (must|do) i do (so that|that) a (new|gguf|local) (model|file) (appears|shows up|is listed)
        adding (a model|models|more models|my own model|a gguf)
        (models folder|model folder|the models directory|models directory|folder of models|path to models)
        make (my|a new|this) (gguf|model|model file) (appear|show up|available) in the (list|picker|app)
        """,
    ),
    "get_real_model": (
        ["On the server, an admin can run: npm run models:pull smollm2-135m. Or drop another GGUF file into the models folder.", "A real model comes with one command on the server: npm run models:pull smollm2-135m. An admin can also drop a GGUF file into the models folder."],
        """
        {how} (get|install|download|have|obtain|fetch|use|pull|set up|find) (a |)(real|better|proper|bigger|smarter|serious|larger|stronger|good|useful|true|full|decent|more capable|grown up) (model|one|ai|llm|language model|model instead of you|model here)
        where (do|can|could) i (get|download|find|fetch|obtain) (a real model|real models|a better model|models|good models|a bigger model|a proper one|more models|model files|gguf files|a free model)
        (which|what|how) (command|do i type|do i run|is the command|command line) (downloads|gets|to download|to get|pulls|fetches|installs|for) (a |)(model|real model|a model|real one|smollm2)
        {how} (download|pull|fetch) (smollm2|smollm|a model|models|qwen|llama|gemma|a model from the internet|one|a small model|another model from hugging face)
        i (want|need|would like|am looking for|prefer) (a real|a better|a proper|a serious|a good|a useful|a large|a true) (model|ai|llm|one|language model)
        (download|pull|get|fetch) (a |the |)(model|real model|models|smollm2|better model|bigger model|proper model|models:pull|first model|serious model)
        (what is|what does|explain) (npm run models:pull|models:pull|models pull|smollm2|smollm2-135m|the pull command|the models:pull command)
        you (are|seem) too (small|dumb|limited|weak|tiny|simple), (how do i get|where is|i want|give me|where do i get) (a real model|a better one|a real one|something better|a better model)
        (is there|are there|do you have) (a|any) (real|better|bigger|smarter|proper) (model|models|one|ones) (here|for this site|i can install|to download|that i can get|)
        (there are|i have|i see|we have) only (demo models|spark|demos|tiny models|you|the demo), (how do i get more|how do i get a real one|where is a real model|what now|how do we get a real one)
        (real model|get a real model|real ai please|better ai|proper model|download models|pull a model|model download|pull smollm2|real models|bigger model download)
        what (is|would be) a real model
        how (do|can) (i|we) (replace|get rid of|move on from) (the demo|this demo model|the demo models|spark) (with a real one|and use a real model|and get a proper model|)
        (give|get) (me|us) (a real|a proper|an actual|a serious) (model|ai|language model)
        (can|could) (i|you|an admin|we) download a (better|real|bigger|proper) (model|one)
        what model should (i|we) (install|download|get) (first|)
        """,
    ),
    "what_is_gguf": (
        ["GGUF is the file format of llama.cpp for models: one file that holds a model.", "A GGUF file is a model in the format of llama.cpp, all in one file."],
        """
        {what} (gguf|a gguf|gguf file|a gguf file|the gguf format|.gguf|gguf files|the ending gguf|a file ending in .gguf|the gguf file format|gguf models|the file extension gguf)
        what (kind of|sort of|type of) file (is|is a) (gguf|a gguf|.gguf|that gguf)
        what (does|do) (gguf|the letters gguf|the word gguf|g g u f) (mean|stand for|contain)
        (which|what) (file format|format|file type|kind of file|files|file formats) (do|does|must|is|are|can) (models have|a model have|a model need|switchyard read|it use|the models|needed for models|i use for models|local models have|supported for models|you accept)
        (gguf|gguf?|.gguf|gguf meaning|gguf file|gguf format|gguf definition|file format of models|model format|model file format|file format)
        (tell me|explain|say something) about (gguf|the gguf format|gguf files|the model format)
        (is|are) (gguf|gguf files|gguf models|a gguf) (a model|models|a file|a format|safe|from llama.cpp|for llama.cpp|a model file|for ollama only|an image format)
        (what|which) program (uses|reads|opens|made|understands) (gguf|gguf files|a gguf file)
        why (gguf|do you use gguf|must it be gguf|not safetensors|gguf and not onnx|a gguf file)
        (safetensors|onnx|pytorch|a .bin file|a zip file|pth|an h5 file|a checkpoint), (can i use that|does that work|is that ok|or must it be gguf)
        can (you|switchyard|it|this site) (read|load|open|use) (safetensors|onnx|pytorch files|other formats|gguf)
        i (heard|read) (about|of) gguf, what is (it|that)
        someone (sent|gave) me a gguf, what (is that|kind of file is it)
        what is (inside|in) a gguf (file|)
        (difference|relation) between gguf and (llama.cpp|safetensors|other formats|a model)
        """,
    ),
    "ollama": (
        ["Switchyard uses an Ollama that runs: its models appear in the list by themselves. OLLAMA_HOST names another address.", "If an Ollama is running, its models appear in the list of models. Set OLLAMA_HOST when it runs at another address."],
        """
        (does|can|will|do) (switchyard|this|it|you|this site|this app|i) (use|work with|support|connect to|talk to|run|speak to|integrate|combine with|find|know|handle) (ollama|my ollama|an ollama|ollama models|models from ollama|the ollama on my machine)
        {how} (use|connect|add|connect to|set up|link|integrate|enable|configure|attach|hook up|see models from|plug in) (ollama|my ollama|an ollama server|ollama models|my ollama models|models from ollama|a running ollama)
        (what about|is there support for|how about|what is|and what is|does it have) ollama
        (ollama|ollama?|ollama support|ollama models|ollama integration|use ollama|ollama host|connect ollama|ollama setup|ollama connection|ollama_host)
        i (have|use|run|installed|already have|am running|already run|started) (ollama|an ollama|ollama on this machine|models in ollama|an ollama server|ollama at home), (can i use it|what now|how do i use it here|does that work|how do i connect it|will it show up|do i see its models)
        where (are|do i see|do i find|can i choose|do i set) (my ollama models|the models of ollama|the ollama models|models from ollama|the ollama address)
        why (do|does|are) (i not see|my|the) (ollama models|ollama|models of ollama) (not appear|missing|not show up|not in the list|)
        (do|does|will|are) (my |the |)(ollama models|models of ollama|models in ollama) (appear|show up|listed|usable|available|get listed|work) (here|automatically|in the list|in switchyard|by themselves|)
        (ollama|my ollama) runs on (another machine|another computer|a different port|my other server|the network), how do i (tell switchyard|connect it|use it|set the address)
        (can|may) i (mix|combine|use both) (ollama and local models|llama.cpp and ollama|ollama with gguf files|ollama and openai)
        (which|what) (variable|setting|address) (is|do i need|do i set) for ollama
        (models|a model) (pulled|that i pulled|downloaded) with ollama
        is ollama (needed|required|necessary|included|supported|possible|built in|optional)
        """,
    ),
    "openai": (
        ["Set OPENAI_API_KEY on the server, or OPENAI_BASE_URL for a compatible endpoint. Its models then appear in the list, marked remote.", "For OpenAI an admin sets OPENAI_API_KEY (and OPENAI_BASE_URL for a compatible service). The models appear in the list and are marked remote."],
        """
        {how} (use|connect|add|connect to|set up|enable|integrate|configure|link|activate|bring in|talk to) (openai|chatgpt|gpt-4|gpt 4|gpt|openai models|gpt-4o|the openai api|an openai compatible server|vllm|a cloud model|cloud models|an api key|an openai key|llama-server|azure|openrouter|a remote model|remote models|my own endpoint)
        (does|can|will|do) (switchyard|this|it|you|this site|this app|i) (use|work with|support|connect to|talk to|speak to|offer|have|run|include) (openai|chatgpt|gpt-4|gpt models|openai models|the openai api|vllm|compatible endpoints|cloud models|openrouter|other apis|gpt-4o|remote endpoints|lm studio)
        where (do|can|must|should) i (put|enter|set|type|paste|write|save|add) (my |the |an |)(openai key|api key|openai api key|key for openai|openai_api_key|key|base url|token for openai|endpoint address)
        (what about|is there support for|how about|is it possible to have|and what about) (openai|gpt-4|chatgpt|gpt|openai models|vllm|cloud models|lm studio|compatible servers)
        (openai|openai?|gpt|chatgpt|openai key|openai api key|api key|openai support|gpt-4|openai compatible|vllm|openai integration|base url|openai_api_key|openai_base_url|use gpt|chatgpt here|openai setup|compatible endpoint)
        i (have|got|bought|own|pay for|possess) (an openai key|an api key|a key for openai|an openai account|a chatgpt subscription|a vllm server|an api key for openai|an endpoint that speaks openai's protocol), (can i use it|where does it go|what now|how do i use it|where do i put it|can i use it here)
        (which|what) (variable|setting|environment variable|env|key) (is|do i need|must i set|sets|do i set|holds) (for openai|openai|the openai key|the base url|for gpt|the api key)
        (can|could) (i|we) (talk to|use|have|chat with|ask|switch to|choose) (gpt-4|chatgpt|gpt|openai|a cloud model|gpt-4o|openai models) (|here|in switchyard|on this site|in this app)
        (are|do) openai (models|models appear|models show up) (remote|in the list|available|marked|possible|supported)
        (connect|hook up|add) (a |an |)(openai|compatible|openai compatible|vllm|llama-server) (endpoint|server|service|backend|provider)
        why (do i not|don't i|can't i) see (gpt-4|openai models|chatgpt|the openai models) (in the list|here|)
        does (openai|gpt) (cost|need a key|work here|work offline)
        is (chatgpt|gpt-4|openai) (available|included|possible|supported) (here|on this site|)
        """,
    ),
    "invite_people": (
        ["An admin does that on the Users page: it creates an account or an invite link to send.", "On the Users page an admin adds a user and gets a link to send; the person sets a password with it."],
        """
        {how} (invite|add|bring in|get in|register|let in|sign up|create an account for|make an account for|give access to|include|onboard|enrol) (people|a friend|my friend|a colleague|my colleague|other people|someone|users|a user|a new user|others|my team|another person|my family|somebody|more users|my wife|coworkers|a teammate|students|a guest)
        {how} (create|make|get|send|generate|issue|produce) (an invite|an invite link|an invitation|a new account|an account|a user|an invitation link|invites|user accounts|a link for a new user|logins for others)
        (can|may|could|how can) (other people|my friends|my colleagues|others|more people|my team|several people|a second person|someone else|my brother) (use this|join|sign up|get an account|register|use it too|have an account|come here|log in too|chat here too|get in)
        (where|who) (do i|can i|can|is able to|may) (invite|add users|invite people|add a user|invite others|create accounts|make new accounts|add people|manage users|send invites)
        my (friend|colleague|wife|team|brother|boss|teammate|husband|daughter|coworker) (wants|would like|needs|wishes|asks) (to join|an account|to use this too|access|to use this site|a login|to chat here|to sign up|to try this)
        (invite|invite people|invite link|new user|add user|add users|invitation|invite a friend|create account|user management|invite colleague|add people|new account|invite others|user accounts|users page|second user|invite someone)
        i (want|would like|need) (to invite|to add|to bring in|an account for|to share this with|accounts for|a login for) (somebody|a friend|my colleague|people|my team|others|another user|a new colleague|two people|my students)
        (is|are) (there|it) (a way|possible|invite links|a user page|invitations|possible for others) (to add people|to invite|to invite others|to have more users|here|to use it too)
        (a new|our new) (colleague|employee|student|member) (starts|started|arrives|joins) (today|tomorrow|on monday|), (how do they get an account|how do i add them|what must i do)
        we are (three|five|a team|several|ten) (people|), how do (we all|the others) (get in|sign in|get accounts|join)
        what is the users page (|for)
        how do new (people|users|members) (get in|join|sign up|get an account|register)
        share (this site|switchyard|access) with (others|a friend|my team|my colleagues|people)
        """,
    ),
}
