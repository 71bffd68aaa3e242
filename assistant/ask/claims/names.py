"""Names of a sentence: people, places, bodies, instruments: what has a capital where no sentence begins."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from assistant.ask.claims.dates import MONTHS
from corpus.text.folding import fold
from corpus.types import Language
from index.query.lexicon import Lexicon
from index.query.stems import stems_of
from index.query.stop_words import STOP_WORDS

_TOKEN = re.compile(r"[^\W\d_](?:[\w.&’'/-]*\w)?")
SYMBOL = re.compile(r"(?<!\w)[A-Z]{2,6}[./]\d[\w./()-]*\w|(?<!\w)[CRP]\d{1,3}(?!\w)")
"""The symbol of a document, or the short name of an instrument: GB.346/INS/4, R193."""

_OPENERS = frozenset('«“"‘(•*-–—:.!?…')
_STOP = frozenset().union(*STOP_WORDS.values())
_ELISION = re.compile(r"^(?:[cdjlmnst]|qu)['’](?=\w)", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s$")
_ALIKE = 4  # letters that a name and its translation have in common; what is shorter is chance
_OFTEN = 0.1  # the least probability of a translation that counts
_WEEKDAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday lundi mardi mercredi jeudi vendredi samedi dimanche "
    "lunes martes miercoles jueves viernes sabado domingo".split()
)

_NO_NAMES = frozenset(each.rstrip("s") for each in MONTHS | _WEEKDAYS)


def names_in(text: str, language: Language) -> list[str]:
    """Return the words of a sentence that are names, or may be: those with a capital, but for ordinary first words.

    A first word counts where it is no word that the lexicon knows, or where another name follows it at once.

    >>> names_in("The Office told Ana Lopes so.", Language.EN)
    ['Office', 'Ana', 'Lopes']
    """
    found: list[str] = []
    tokens = list(_TOKEN.finditer(text))
    symbols = [match.span() for match in SYMBOL.finditer(text)]
    for place, match in enumerate(tokens):
        word = _bare(match[0])
        if text[match.end() : match.end() + 1] == "$":  # a sum of money
            continue
        if (
            not word
            or not word[0].isupper()
            or any(start <= match.start() < end for start, end in symbols)
            or fold(word).rstrip("s") in _NO_NAMES
        ):
            continue
        if not _opens(text[: match.start()]) or word != word.capitalize():
            found.append(word)
            continue
        following = _bare(tokens[place + 1][0]) if place + 1 < len(tokens) else ""
        beside = place + 1 < len(tokens) and text[match.end() : tokens[place + 1].start()] == " "
        named = beside and following[:1].isupper() and fold(word) not in _STOP
        if named or not (fold(word) in _STOP or _is_known(word, language)):
            found.append(word)
    return found


def _is_known(word: str, language: Language) -> bool:
    """Tell whether the lexicon knows a word, or what it is made of: dearer, dear."""
    lexicon = Lexicon.bundled()
    return any(lexicon.knows(each, language) for each in (word, word[:-2], word[:-3]) if len(each) > 2)


def is_proper(word: str, language: Language) -> bool:
    """Tell whether a word is a name in any language: it is translated by itself alone, or by nothing."""
    lexicon = Lexicon.bundled()
    for stem in stems_of(word, language):
        others = [lexicon.translations(stem, language, other) for other in Language if other is not language]
        likely = [each for shares in others for each, share in shares.items() if share >= _OFTEN]
        if any(len(each) >= _ALIKE and each[:_ALIKE] != stem[:_ALIKE] for each in likely):
            return False
    return True


def is_acronym_of(name: str, texts: Iterable[str]) -> bool:
    """Tell whether a name is made of the initials of words in a row: FFC of Federation of Ferry Cooperatives."""
    letters = fold(name.replace(".", ""))
    if not (2 <= len(letters) <= 8 and name.isupper()):
        return False
    return any(letters in _initials(text) for text in texts)


@lru_cache(maxsize=256)
def _initials(text: str) -> str:
    """Return the initials of the words with a meaning, in a row."""
    said = [_bare(match[0]) for match in _TOKEN.finditer(text)]
    return "".join(fold(word[0]) for word in said if word and fold(word) not in _STOP)


@lru_cache(maxsize=3)
def _countries(language: Language) -> tuple[re.Pattern[str], dict[str, str]]:
    """Return what finds the names of countries in a language, and their codes by name."""
    from babel import Locale

    names = Locale.parse(str(language)).territories
    found = {name: code for code, name in names.items() if code.isalpha() and len(code) == 2}
    longest_first = sorted(found, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)"), found


@lru_cache(maxsize=1024)
def countries_in(text: str, language: Language) -> frozenset[str]:
    """Return the codes of the countries that a text names (ISO 3166), by their names in its language."""
    pattern, codes = _countries(language)
    return frozenset(codes[match[0]] for match in pattern.finditer(text))


def _bare(word: str) -> str:
    return _POSSESSIVE.sub("", _ELISION.sub("", word))


def _opens(before: str) -> bool:
    """Tell whether a word opens a sentence, a quotation or an item, where a capital means nothing."""
    said = before.rstrip()
    return not said or said[-1] in _OPENERS or said.endswith("\n")
