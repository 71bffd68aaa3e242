"""The core of a message: what is asked, without greetings, thanks, and what the answer is wanted for.

People write as they would to a colleague: «Je prépare une note pour mon ministre et j’aimerais savoir si …». The words
of the frame are looked for in no document. What tells the case (“I am a member and own shares.”) is no frame.
"""

from __future__ import annotations

import re

from assistant.ask.question.paper import subject_span
from corpus.text.folding import fold

_SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[¿¡A-ZÀ-ÖØ-Þ«“\"])")
_GREETING = re.compile(
    r"^\W*(?:dear|hello|hi|hey|good (?:morning|afternoon|evening|day)|bonjour|bonsoir|salut|cher\w*|madame|monsieur|"
    r"hola|buen[oa]s (?:dias|tardes|noches)|estimad\w+|many thanks|thanks?|thank you|merci|gracias|muchas gracias|"
    r"(?:with )?(?:kind|best|warm)(?: regards)?|regards|cordialement|saludos)\b"
)
_PURPOSE = re.compile(
    r"\b(?:(?:i am|i'm|we are|we're) (?:\w+ )?(?:draft|prepar|writ|work|review|revis|look|compil|plann|organi[sz]|"
    r"teach|train|"
    r"new to|an? (?:\w+ ){0,2}(?:educator|trainer|teacher|journalist|student|researcher|consultant|official|adviser|"
    r"advisor|inspector|lawyer|economist|civil servant|librarian|lecturer|professor|translator|officer))\w*|"
    r"i (?:advise|teach|train|work|run|need to (?:write|prepare|brief))|je (?:prepare|redige|travaille|forme|"
    r"suis (?:form\w+|"
    r"journalist\w*|etudiant\w*|consultant\w*|charge\w*|inspect\w*|jurist\w*|conseill\w*|enseign\w*|fonctionnaire|"
    r"avocat\w*|profess\w*|responsable|traduct\w*)|rapproche|dois (?:rediger|preparer)|conseille)|"
    r"nous (?:preparons|redigeons|"
    r"travaillons|formons)|estoy (?:prepar|redact|escrib|trabaj)\w+|preparo|redacto|trabajo en|soy (?:formador|"
    r"periodista|"
    r"estudiante|consultor|asesor|inspector|jurista|abogad|profesor|funcionari|docente)\w*|"
    r"(?:our|my|notre|nuestr[oa]) .{0,60}\b(?:is|est|esta) (?:revising|drafting|preparing|en train)|"
    r"(?:nos han hecho|on nous a pose|we were asked|i was asked|i have been asked)|no supe|could not attend|je cherche|"
    r"my supervisor|mon chef|mi jefe)\b"
)
_WANT = (
    r"(?:(?:i|we|je|j'|nous|yo)\s?(?:would|'d|should)?\s?(?:also )?(?:like|love|need|want|wish|aimerais?|aimerions|"
    r"voudrais?|voudrions|"
    r"souhaite\w*|veux|voulons|dois|quisiera|quiero|queria|desearia|necesito)|me gustaria|quisiera|necesito)"
)
_ASKING = (
    r"(?:know|find out|learn|understand|hear|see|check|verify|ask|be sure of|have|get|savoir|connaitre|verifier|"
    r"comprendre|m'assurer|demander|saber|conocer|comprobar|preguntar|verificar|entender)"
)
_THING = (
    r"(?: (?:one|two|three|un|une|deux|trois|una|dos|tres)? ?(?:things?|points?|choses?|cosas?|questions?)?"
    r"(?: (?:on|about|sur|sobre))?)?"
)
_REQUEST = re.compile(
    rf"^(?:.*?\b(?:and|et|y|mais|but|pero|,)\s+)?{_WANT}(?: (?:to|de|que))? {_ASKING}{_THING}\s*[:,]?\s+(?:if|"
    rf"whether|si|que)?\b|"
    r"^(?:i (?:was|am) (?:just )?wondering|je me demand\w+|me pregunt\w+)\s+(?:if|whether|si)?\b|"
    r"^(?:please|kindly|s'il (?:te|vous) plait|por favor),?\s+|"
    r"^(?:(?:can|could|would|will) you (?:please |kindly |be so kind as to )?(?:tell|give|show|explain|say|let|"
    r"help)(?: to)?(?: me| us)?|"
    r"(?:pouvez|pourriez|peux|pourrais)-(?:vous|tu) (?:me |nous )?(?:dire|indiquer|donner|expliquer|preciser|"
    r"rappeler|aider)|"
    r"(?:puede|podria|puedes|podrias)(?: usted)? (?:decirme|darme|explicarme|indicarme|decir|explicar)|tell (?:me|"
    r"us)|dites?[- ]moi|dites[- ]nous|digame|dime|explique[zr]?[- ]moi|explain(?: to me)?|remind me)\b[\s,]*"
    r"(?:in (?:a )?(?:few|simple|plain|two|three) (?:\w+ )?(?:sentences|words|lines|"
    r"terms)(?: \w+ could understand)?,?\s*)?(?:if|whether|si)?\b"
)
# “As a labour inspector, could you tell me …”: what stands before the request is what the answer is for.
_INNER = re.compile(
    r"[,;]\s+(?=(?:can|could|would|will) you\b|i (?:was|am) wondering|(?:pouvez|pourriez|peux|pourrais)-|je me demand|"
    r"(?:puede|podria)|me pregunt|please|dites[- ]|digame)|"
    r"(?<=\w)\s+(?=(?:i (?:need|want|would like)|il me faut|j'aimerais|je voudrais|necesito|quisiera)\b)"
)
_MEANT_FOR = re.compile(r"(?:for|pour|para|as an?|en tant que|en qualite de|como) ")
_CASE = re.compile(r"\b(?:if|when|where|unless|si|quand|lorsque|sauf|cuando|salvo)\b")
# What is to be written, and for whom: “a short paragraph for our minister:”, «quelques lignes pour un discours :».
_GENRE = (
    r"(?:paragraphs?|lines|sentences|note|text|brief(?:ing)?|speech|hand-?out|leaflet|summary|paragraphe|lignes|phrases|discours|"
    r"depliant|resume|parrafo|lineas|frases|nota|discurso|resumen|texto)"
)
_HEADED = re.compile(rf"^[^:?]*\b{_GENRE}\b[^:?]{{0,60}}\s?:\s*(?=\S)")
_FOR = re.compile(
    rf"^(?:for|pour|para) [^:?]{{0,80}}\s?:\s*(?:(?:un|une|a|una?)\s+)?(?:(?:short|court|breve|"
    rf"petit)\s+)?(?:{_GENRE}\s+(?:on|sur|sobre)\s+)?"
)
_ENDED = re.compile(
    r"[\s,;–—-]+(?:please|thanks?|thank you|many thanks|merci(?: d'avance)?|s'il (?:te|vous) plait|svp|stp|por favor|"
    r"gracias|"
    r"(?:for|pour|para) (?:a|an|un|une|una|my|our|mon|ma|notre|mi|nuestr[oa]) (?:\w+[ -]){0,3}(?:course|"
    r"training|newsletter|website|blog|bulletin|boletin|"
    r"session|leaflet|report|"
    r"memo|speech|hand-?out|cours|formation|rapport|discours|note|curso|informe|discurso|nota))[\s.!?]*$"
)
# How long an answer is wanted to be.
_LENGTH = re.compile(
    r",?\s*\b(?:(?:in|using|with|en|avec|con) (?:about |around |environ |unas? )?(?:a few|a couple of|\d+|one|two|"
    r"three|four|five|some|"
    r"quelques|une|deux|trois|quatre|cinq|pocas|unas|dos|tres|cuatro|cinco) (?:short |simple |courtes |"
    r"frases )?(?:lines?|sentences?|"
    r"words?|paragraphs?|bullet points?|points?|lignes?|phrases?|mots?|paragraphes?|frases?|lineas?|palabras?|"
    r"parrafos?)|briefly|"
    r"in (?:short|brief|a nutshell)|en (?:bref|deux mots|resume)|brievement|en pocas palabras|brevemente)\b,?"
)
_ONLY_LENGTH = re.compile(
    r"\W*(?:(?:in|en|about) )?(?:\d+|one|two|three|four|five|a few|une|deux|trois|quatre|cinq|quelques|dos|tres|cuatro|"
    r"cinco|unas)(?: (?:or|to|ou|a|o) \w+)? (?:lines?|sentences?|words|lignes?|phrases?|mots|lineas?|frases?|palabras)"
    r"(?: (?:will do|are enough|at most|maximum|please|suffisent|suffiront|au plus|bastan|como maximo))?\W*"
)
_QUOTED = re.compile(r"[«“\"][^»”\"]{2,60}[»”\"]")
_US = re.compile(r"\b(?:us|our|ours|we|nous|notre|nos|nosotros|nuestr[oa]s?)\b")

_PRONOUN = re.compile(r"\b(?:it|they|them|that one)\b|-(?:t-)?(?:ils?|elles?)\b")  # stands for what the frame names
_WHOLE = 10  # words: a question of as many names what it is about


def core_of(message: str) -> str:
    """Return what a message asks, without its frame; the whole message where nothing else would be left.

    >>> core_of("Bonjour, je prépare une note. Je voudrais savoir si les membres répondent des dettes ? Merci.")
    'les membres répondent des dettes ?'
    """
    sentences = [each for each in _SENTENCE.split(message.strip()) if each]
    asking = [each for each in sentences if "?" in each]
    kept = [each for each in sentences if "?" in each or not _is_frame(fold(each), bool(asking))]
    core = _without_length(" ".join(map(_without_frame, kept)).strip())
    return core if re.search(r"\w{2}", core) else message


def _without_length(core: str) -> str:
    """Return a question without the words that say how long its answer should be."""
    for match in reversed(list(_LENGTH.finditer(fold(core)))):
        rest = f"{core[: match.start()]} {core[match.end() :]}"
        core = " ".join(rest.split()) if re.search(r"\w+\W+\w+", rest) else core
    return core


def _is_frame(folded: str, asked_elsewhere: bool) -> bool:
    """Tell whether a sentence that asks nothing is a greeting or a purpose, where another asks or will."""
    if _QUOTED.search(folded):  # the word that is asked about
        return False
    if asked_elsewhere and _ONLY_LENGTH.fullmatch(folded):
        return True
    greeting = _GREETING.match(folded) is not None
    short = len(folded.split()) <= 4
    return (greeting and (short or asked_elsewhere)) or (asked_elsewhere and _PURPOSE.search(folded) is not None)


def _is_purpose(folded: str) -> bool:
    """Tell whether what stands before a request only says who asks, or for what; a case is part of the question."""
    meant = _MEANT_FOR.match(folded) or _PURPOSE.search(folded)
    return meant is not None and _CASE.search(folded) is None


def _without_frame(sentence: str) -> str:
    """Return a sentence from where it begins to ask to where it ends to."""
    if span := subject_span(fold(sentence)):
        return sentence[slice(*span)]
    while True:
        folded = fold(sentence)
        rest = sentence
        if match := _GREETING.match(folded):
            tail = re.match(r"[^,:;.!?]{0,30}[,:;!]\s*", folded[match.end() :])
            rest = sentence[match.end() + tail.end() :] if tail else sentence
        elif ((match := _HEADED.match(folded) or _FOR.match(folded)) and not _US.search(folded, match.end())) or (
            match := _REQUEST.match(folded)
        ):
            rest = sentence[match.end() :]
        elif (inner := _INNER.search(folded)) and _is_purpose(folded[: inner.start()]):
            rest = sentence[inner.end() :]
        elif (
            (colon := re.search(r"\s?:\s+", folded))
            and _PURPOSE.search(folded, 0, colon.start())
            and not (_PRONOUN.search(folded, colon.end()) and len(folded[colon.end() :].split()) < _WHOLE)
        ):
            rest = sentence[colon.end() :]
        rest = rest.strip(" ,;")
        if rest == sentence or len(rest.split()) < 2:
            break
        sentence = rest
    end = _ENDED.search(fold(sentence))
    return sentence[: end.start()] + ("?" if sentence.rstrip().endswith("?") else "") if end else sentence
