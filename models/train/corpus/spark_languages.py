"""Other languages: Spark says that it only knows English."""

ANSWERS = ["I only know English. Please ask me in English, or choose a real model.", "Sorry, I only understand English. A real model may know your language."]

GERMAN = """hallo wie geht es dir|guten tag|guten morgen|wer bist du|was kannst du|wie wechsle ich das modell|kannst du deutsch|sprichst du deutsch|was ist das hier|erzähl mir einen witz|wie spät ist es|
wie wird das wetter morgen|ich verstehe das nicht|bitte hilf mir|danke schön|auf wiedersehen|wo finde ich die einstellungen|wie lösche ich einen chat|wie füge ich ein modell hinzu|was bedeutet das schloss|ist das sicher|
sind meine daten sicher|was ist die hauptstadt von frankreich|schreib mir ein gedicht|kannst du mir helfen|warum dauert das so lange|wie heißt du|ich möchte ein anderes modell|wie mache ich das rückgängig|
was kostet das|ich habe eine frage|schreibe eine funktion die eine zahl verdoppelt|was ist ein tier|übersetze das bitte|wie viel ist zwei plus zwei|das ist falsch|du bist dumm|gute nacht|wie alt bist du|wo ist der knopf|
was machst du|kann ich das ändern|bitte antworte auf deutsch|ich spreche kein englisch|welches modell antwortet|wie kann ich jemanden einladen|gibt es einen dunklen modus|wie starte ich einen neuen chat|meine antwort wurde unterbrochen|
ich bin müde|das funktioniert nicht|was soll ich tun|erkläre mir die warteschlange|nein danke|ja bitte|na gut|mach weiter|wer hat das geschrieben|und jetzt|kannst du das wiederholen|wie komme ich zu pro|was ist switchyard|
wie exportiere ich einen chat|welche tasten gibt es|wo werden meine nachrichten gespeichert|ich brauche hilfe bei den hausaufgaben|was hältst du davon|kennst du berlin|der zug fährt um acht uhr|heute ist ein schöner tag|schalte auf ein anderes modell um|
ich habe hunger|mein hund ist krank|kannst du rechnen|was gibt es neues|erzähl mir eine geschichte|wie funktioniert das|wozu ist das gut|könntest du mir bitte sagen wie man das macht|wann ist weihnachten|ich liebe dich"""
FRENCH = """bonjour|salut ça va|comment vas-tu|qui es-tu|que peux-tu faire|comment changer de modèle|parles-tu français|raconte-moi une blague|quelle heure est-il|quel temps fait-il|je ne comprends pas|aide-moi s'il te plaît|
merci beaucoup|au revoir|où sont les paramètres|comment supprimer une conversation|comment ajouter un modèle|est-ce que mes données sont en sécurité|quelle est la capitale de la france|écris un poème|pourquoi c'est si long|
comment t'appelles-tu|je voudrais un autre modèle|combien ça coûte|j'ai une question|écris une fonction|traduis cette phrase|c'est faux|bonne nuit|quel âge as-tu|réponds en français|je ne parle pas anglais|qui a répondu|
comment inviter quelqu'un|y a-t-il un mode sombre|nouvelle conversation|la réponse est coupée|je suis fatigué|ça ne marche pas|que faire maintenant|non merci|oui s'il vous plaît|continue|qu'est-ce que c'est|
comment annuler|qu'est-ce que switchyard|comment exporter|le chat est sur la table|il fait beau aujourd'hui|mon ami veut un compte|peux-tu m'expliquer|d'accord|bonsoir|je m'ennuie|que penses-tu de paris|je cherche une recette de gâteau|où est la gare"""
SPANISH = """hola|hola qué tal|cómo estás|quién eres|qué puedes hacer|cómo cambio el modelo|hablas español|cuéntame un chiste|qué hora es|qué tiempo hace|no entiendo|ayúdame por favor|muchas gracias|adiós|dónde está la configuración|
cómo borro un chat|cómo añado un modelo|están seguros mis datos|cuál es la capital de francia|escribe un poema|por qué tarda tanto|cómo te llamas|quiero otro modelo|cuánto cuesta|tengo una pregunta|escribe una función|traduce esto|
eso es falso|buenas noches|cuántos años tienes|responde en español|no hablo inglés|quién respondió|cómo invito a alguien|hay modo oscuro|nuevo chat|la respuesta está cortada|estoy cansado|no funciona|qué hago ahora|no gracias|
sí por favor|sigue|qué es esto|cómo deshago el cambio|qué es switchyard|cómo exporto un chat|el perro está en casa|hoy es un buen día|mi amigo quiere una cuenta|puedes explicarlo|de acuerdo|buenos días|estoy aburrido|dónde está la playa|quién ganó el partido"""
OTHERS = """ciao come stai|buongiorno|chi sei|come cambio il modello|parli italiano|grazie mille|che ore sono|scrivi una poesia|olá tudo bem|quem é você|como mudo o modelo|obrigado|fala português|hoe gaat het|wie ben jij|spreek je nederlands|dank je wel|
hur mår du|vem är du|tack så mycket|hej hej|hvordan har du det|mitä kuuluu|jak się masz|kim jesteś|dzień dobry|dziękuję|jak se máš|nasılsın|merhaba|sen kimsin|привет|как дела|кто ты|спасибо|как сменить модель|你好|你是谁|谢谢|怎么切换模型|
こんにちは|あなたは誰ですか|ありがとう|안녕하세요|누구세요|مرحبا|كيف حالك|शुभ प्रभात|नमस्ते|שלום|γεια σου|xin chào|selamat pagi|apa kabar|bună ziua|szia|labas|dobrý den|hvad hedder du|wat is dit"""


def asks():
    return [part.strip() for block in (GERMAN, FRENCH, SPANISH, OTHERS) for part in block.replace("\n", "").split("|")]


# Words of which new sentences are thrown together: the language is recognised, not the sentence.
WORDS = [
    "ich du wir das die der ein eine nicht und ist wie was warum wo wann kann möchte bitte modell antwort chat neu alt heute morgen haus schön machen gehen wissen frage zeit über für mit auf immer vielleicht wieder noch schon ganz".split(),
    "je tu nous le la les un une pas et est comment que pourquoi où quand peux voudrais modèle réponse nouveau vieux aujourd'hui demain maison beau faire aller savoir question temps sur pour avec toujours peut-être encore déjà très".split(),
    "yo tú nosotros el la los un una no y es cómo qué por dónde cuándo puedo quiero modelo respuesta nuevo viejo hoy mañana casa bonito hacer ir saber pregunta tiempo sobre para con siempre quizás otra ya muy".split(),
]


def thrown_together(random):
    words = random.choice(WORDS)
    return " ".join(random.choice(words) for _ in range(random.randint(3, 11)))
