"""Questions of a place: to have it explained (“in plain words”, «que veut dire»), or what it says about something."""

from __future__ import annotations

import re

from corpus.text.folding import fold, fold_spaces
from index.ranking.evidence import content_words

_EXPLAINS = re.compile(
    r"\b(?:explain\w*|in (?:plain|simple) (?:words|terms|language)|what does .{1,80} mean|clarif\w+|"
    r"expliqu\w+|en (?:termes|mots) simples|que (?:veut dire|signifie)|"
    r"explica\w*|en palabras sencillas|que significa)\b"
)

_SAYS = re.compile(
    r"\b(?:what (?:does|do|is|are) .{1,120}? (?:say|says|said|provide|state|require|lay down|set out) "
    r"(?:about|on|of|regarding|concerning)|"
    r"que (?:dit|disent|prevoit|prevoient|enonce|dispose|prescrit) .{1,120}? "
    r"(?:sur|au sujet d(?:e|es|u)|a propos d(?:e|es|u)|concernant|quant a(?:ux?)?|en matiere de)|"
    r"que (?:dice|dicen|preve|preven|establece|dispone|senala) .{1,120}? "
    r"(?:sobre|acerca de|respecto (?:a|de)|en materia de))\b(?P<about>.+)"
)
_ALIKE = 5  # letters that two forms of a word, or its forms in two languages, begin with


def is_explanation(question: str) -> bool:
    """Tell whether a question about a place asks to have it explained, not only shown."""
    return _EXPLAINS.search(fold_spaces(question)) is not None


def asked_about(question: str) -> str | None:
    """Return what a question asks a text to say something about; None for any other question.

    >>> asked_about("What does paragraph 17 say about pseudo-entities?")
    'pseudo-entities'
    """
    found = _SAYS.search(fold_spaces(question))
    return found["about"].strip(" ?.!") if found and content_words(found["about"]) else None


def has_words_of(about: str, text: str) -> bool:
    """Tell whether a text has half of the words that carry meaning in what is asked about, in some form of theirs."""
    wanted = [fold(word)[:_ALIKE] for word in content_words(about)]
    there = {fold(word)[:_ALIKE] for word in content_words(text)}
    return bool(wanted) and 2 * sum(word in there for word in wanted) >= len(wanted)
