"""Sentences that assert nothing: “In summary:”, «Voici les principaux points :».

They need no source, and have no room for a claim: every word is of a closed list.
"""

from __future__ import annotations

import re
import unicodedata

from assistant.ask.claims.polarity import Marker, markers_in
from corpus.references.number_words import NUMBERS
from corpus.text.folding import fold_spaces

_WORDS = frozenset(
    """
    a an the in on of to for and or as by is are here these this that following follows below above according
    summary short brief briefly up nutshell main key points point answer answers question questions paragraphs
    paragraph passages passage sources source documents document text texts overview conclusion sum what they it
    says say said note draft first second third finally also more details detail see be can found you your minister
    un une le la les l des de du d en sur pour et ou par est sont voici voila ci dessous dessus ce cet cette ces
    ceci suivant suivante suivants suivantes suit selon resume bref brievement principal principale principaux
    principales essentiel cles cle reponse paragraphes paragraphe texte textes apercu somme qu que quoi ils elles
    disent dit premier deuxieme enfin aussi plus voir votre vous ministre el los las lo al del para y o por es son
    aqui estos estas este esta eso siguiente siguientes sigue segun resumen breve brevemente claves clave puntos
    punto respuesta pregunta parrafos parrafo pasajes pasaje fuentes fuente documentos documento textos sintesis
    suma dicen dice nota primero segundo tercero ademas mas detalles vea ver su sus usted ministro ministra
    continuacion acerca sobre
    """.split()
)
_KINDS = frozenset(
    """
    dates date situations situation cases case elements element measures steps reasons conditions ways examples
    deliverables deliverable timeframe deadline period running runs lists listed mentions distinguishes sets out cas
    mesures etapes raisons exemples livrables livrable delai echeance calendrier court courent distingue enumere
    retenir fechas fecha situaciones casos elementos medidas etapas razones condiciones ejemplos productos plazo
    plazos terms termes terme terminos term fin fins finales final debut end start beginning fines principios
    mediados lieu suite cadre marco framework virtue vertu virtud part calendario enumera va abarca
    """.split()
)
_LONGEST = 14


_ON = re.compile(
    r"^(?:here|voici|voila|below|ci-dessous|a continuacion|aqui|estos son|in summary|en resume|"
    r"en resumen)\b[^.!?]{0,60}?"
    r"\b(?:on|about|concerning|regarding|sur|concernant|relatifs? a|au sujet de|sobre|acerca de|relativos? a)\b"
    r"(?P<topic>[^.!?,;:]*):\s*$"
)


_GIVEN = re.compile(
    r"\b(?:(?:paragraph|passage|document|source|text)s?|(?:paragraphe|extrait|texte)s?|(?:parrafo|pasaje|documento|fuente|"
    r"texto)s?)\b"
)


def asserts_nothing(text: str, question: str = "") -> bool:
    """Tell whether a sentence only leads to what follows; it may name what the question is about.

    >>> asserts_nothing("En résumé :"), asserts_nothing("In summary, members must pay:")
    (True, False)
    """
    folded = fold_spaces(text)
    if any(unicodedata.category(char)[0] == "S" for char in folded):  # “The answer is: ✅”
        return False
    if topic := _ON.match(folded):
        asked = set(_words(fold_spaces(question)))
        named = _words(topic["topic"])
        states = markers_in(topic["topic"]) & {Marker.MUST, Marker.SHOULD, Marker.MAY, Marker.NEGATION}
        known = all(word in _WORDS or word in asked for word in _words(folded))
        return known and bool(named) and not states
    said = _words(folded)
    return len(said) <= _LONGEST and all(word in _WORDS for word in said)


def declines(text: str) -> bool:
    """Tell whether a sentence says that the paragraphs do not answer, as a model is told to say where they do not.

    >>> declines("The paragraphs do not answer this question."), declines("The fund does not pay.")
    (True, False)
    """
    return _GIVEN.search(fold_spaces(text)) is not None and Marker.NEGATION in markers_in(text)


def is_framing(word: str) -> bool:
    """Tell whether a word leads on, or says what kind of thing is told, and nothing else."""
    said = _words(fold_spaces(word))
    return bool(said) and all(each in _WORDS or each in _KINDS or each in NUMBERS or each.isdecimal() for each in said)


def _words(folded: str) -> list[str]:
    return re.findall(r"[^\W\d_]+|\d+", folded)
