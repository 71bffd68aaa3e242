"""Passages in another language than the document's: German, Dutch, Polish …, and our own three.

The evidence is each language's most frequent words that the others do not have. Measured on the laws and Conventions
of the shared corpora, no paragraph of theirs is told to be in another language, but for the Dutch ones that are.
"""

from __future__ import annotations

import re

from corpus.types import Language

_WORDS = {
    "en": "the of and to in that shall for be by with is are which this from",
    "fr": "le la les des du et dans pour par que est aux une qui sur ou",
    "es": "el la los las y en que del para por con se una su al como",
    "ca": "dels amb aquest aquesta aquests aquestes seves però també perquè qualsevol així mitjançant",
    "cs": "není které který jsou nebo podle však pro při této tohoto musí může být",
    "da": "ikke eller skal efter være blev også denne dette sig fra hvor kan bliver",
    "de": "und der nicht mit für werden oder nach wird sind dem durch eine einer einem bei auch ist das",
    "it": "che della delle degli nel nella sono gli dell alla dei questo essere anche dalla sulla",
    "la": "autem enim sunt quod eius esse atque quae vel cum ut sed nec inter quibus etiam",
    "lb": "vun däer deem gëtt net sinn ass fir oder duerch eng dëser huet gouf",
    "nl": "het een van niet met zijn voor worden deze door bij aan ook wordt dit naar heeft",
    "pl": "nie jest się na przez oraz dla które przy lub jego tego może być zgodnie",
    "pt": "não uma dos pela pelo são ao aos também das pelos nos sua será foi",
    "ro": "care pentru este sunt din prin sau această acestei prezenta cu și fi",
    "sv": "och att det som för inte eller skall enligt vid till den av med denna",
}
_SETS = {code: frozenset(words.split()) for code, words in _WORDS.items()}
_SAMPLE = 1_200  # characters
_FEWEST = 8  # words of the other language
_LEAST_SHARE, _OWN_SHARE = 0.12, 0.1  # of all words
_WORD = re.compile(r"[^\W\d_]+")


def other_language(text: str, language: Language) -> str | None:
    """Return the code (ISO 639-1) of the language that a text is in instead of `language`; None in doubt."""
    words = _WORD.findall(text[:_SAMPLE].lower())
    own = _SETS[language]
    if sum(word in own for word in words) >= _OWN_SHARE * len(words):
        return None
    counts = {code: sum(word in known for word in words) for code, known in _SETS.items()}
    first, second = sorted(counts, key=lambda code: -counts[code])[:2]
    if counts[first] < max(_FEWEST, _LEAST_SHARE * len(words)) or counts[first] == counts[second]:
        return None
    return None if first == language else first
