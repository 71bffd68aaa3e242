"""What the documents of the library are called: by their symbols, ids, titles, beginnings of titles, and initials."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from corpus.catalogue.catalogue import Catalogue
from corpus.references.types import Mention, Naming
from corpus.text.folding import fold, title_words
from corpus.types import Document

_LONG_NAME = 12  # characters: a shorter one is like too many words
_TELLING_WORD = 6  # letters: a shorter word of a title tells no document
_NEARLY_ALIKE = 88  # of 100: two letters wrong in sixteen
_DATED = re.compile(r"[\s,(]+(?:\d{1,2}(?:er)?\s+)?(?:de\s+)?(?:[a-z]+\s+)?(?:de\s+)?(?:19|20)\d\d\)?\s*$")
_BEGINNING = re.compile(r"\s*[,:;–—]|\s-\s|\s(?:portant|relative?s? [aà]|concernant|concerning|sobre|relating to)\s")
_THOUSANDS = re.compile(r"(?<=\d)[. ](?=\d{3}\b)")
_NUMBER_SIGN = re.compile(r"\b(?:n|no|nos|num|nro|numero) (?=\d)")
_COMMENT = re.compile(
    r"(?:.*\W)?(?:general comment|observation générale|observación general)\W+(?:n\w*\W+)?(\d+)", re.IGNORECASE
)
_COMMENTS = ("GC {}", "CG {}", "General comment {}", "Observation générale {}", "Observación general {}")
_LEGAL = re.compile(
    r"\b(?:declaration|declaracion|convention|convencion|covenant|pacte|pacto|charter|charte|carta|code|codigo)\b"
)
SMALL_WORDS = frozenset(
    "the of on and for to in a an de des du d la le les l et sur pour au aux del los las el y e en sobre".split()
)
_INITIALS = range(3, 7)  # letters


@dataclass(frozen=True, slots=True)
class _OwnNames:
    """What our citations call the documents held: `names` by their words, with all that bear them.

    `long_names` are the names of one document each that are long enough to be known in spite of typing errors;
    `symbols` are their symbols and the initials of instruments (`UDHR`), folded; `symbol` finds these in a text.
    """

    names: dict[str, tuple[str, ...]]
    long_names: dict[str, str]
    symbols: dict[str, str]
    initials: dict[str, str | None]
    symbol: re.Pattern[str] | None


def held_by_name(words: str, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the documents held whose symbol, id, title or title's beginning `words` are; a date may follow them."""
    names = _own_names(catalogue).names
    dated = _DATED.sub("", fold(words))
    return names.get(_words(words)) or names.get(_words(dated), ()) if title_words(dated) else ()


def nearest_held(words: str, catalogue: Catalogue) -> str | None:
    """Return the one document held whose name `words` are but for typing errors, or whose title alone has them all."""
    from rapidfuzz import fuzz, process  # takes 50 ms to import; needed for names that are none only

    asked = _words(words)
    names = _own_names(catalogue).long_names
    if len(asked) >= _LONG_NAME:
        close = process.extract(asked, names.keys(), scorer=fuzz.ratio, score_cutoff=_NEARLY_ALIKE, limit=None)
        found = {names[name] for name, *_ in close if re.findall(r"\d+", name) == re.findall(r"\d+", asked)}
        if len(found) == 1:
            return found.pop()
    if max(map(len, asked.split()), default=0) < _TELLING_WORD:
        return None
    said = set(asked.split())
    among = {document for document, title in _titles(catalogue) if said <= title}
    held = {document.id for document in catalogue.held}
    return among.pop() if len(among) == 1 and among <= held else None


@lru_cache(maxsize=8)
def _titles(catalogue: Catalogue) -> list[tuple[str, frozenset[str]]]:
    """Return the words of each title, with the document that has it, of those known and of those held."""
    titles = [(entry.id, title) for entry in catalogue for title in entry.titles.values()]
    titles += [(document.id, title) for document in catalogue.held for title in document.titles.values()]
    return [(document, frozenset(_words(title).split())) for document, title in titles]


def own_symbols(folded: str, text: str, catalogue: Catalogue) -> Iterator[Mention]:
    """Find the symbols of documents held, and the initials of instruments held, these in capitals only."""
    own = _own_names(catalogue)
    for match in own.symbol.finditer(folded) if own.symbol else ():
        found, typed = _spaced(match[0]), text[slice(*match.span())]
        initialled = own.initials.get(found) if typed.isupper() else None
        if document := own.symbols.get(found) or initialled:
            yield Mention(document, None, typed, match.span(), Naming.SYMBOL)


@lru_cache(maxsize=8)
def _own_names(catalogue: Catalogue) -> _OwnNames:
    """Gather the names of the documents held: symbols, ids, titles, the beginnings of titles, and initials."""
    named: dict[str, set[str]] = {}
    symbols: dict[str, str] = {}
    initials: dict[str, str | None] = {}
    beginnings: dict[str, set[str]] = {}
    for document in catalogue.held:
        titles = [*document.titles.values(), *filter(None, [document.symbol]), document.id]
        titles += [f"{title} ({document.symbol})" for title in document.titles.values() if document.symbol]
        titles += [form.format(match[1]) for title in titles if (match := _COMMENT.match(title)) for form in _COMMENTS]
        for words in map(_words, titles):
            named.setdefault(words, set()).add(document.id)
        if document.symbol and re.search(r"[^\W\d_].*[\d/]", document.symbol):
            symbols.setdefault(_spaced(fold(document.symbol)), document.id)
        for letters in _initials(document):
            initials[letters] = document.id if initials.get(letters, document.id) == document.id else None
        for title in document.titles.values():
            beginning = _words(_BEGINNING.split(title, maxsplit=1)[0])
            if " " in beginning:
                beginnings.setdefault(beginning, set()).add(document.id)
    for words, bearers in beginnings.items():
        if len(bearers) == 1 or any(character.isdigit() for character in words):
            named.setdefault(words, bearers)
    names = {words: tuple(sorted(bearers)) for words, bearers in named.items()}
    longest_first = sorted({*symbols, *initials}, key=lambda symbol: (-len(symbol), symbol))
    spelt = "|".join(re.escape(symbol).replace(r"\ ", r"\s+") for symbol in longest_first)
    symbol = re.compile(rf"(?<![\w/])(?:{spelt})(?![\w/])") if spelt else None
    long_names = {name: held[0] for name, held in names.items() if len(held) == 1 and len(name) >= _LONG_NAME}
    return _OwnNames(names, long_names, symbols, initials, symbol)


def _initials(document: Document) -> Iterator[str]:
    """Yield the initials of an instrument's titles: `udhr`, `dudh`."""
    for title in document.titles.values():
        words = title_words(title)
        letters = "".join(word[0] for word in words.split() if word not in SMALL_WORDS)
        if _LEGAL.search(words) and len(letters) in _INITIALS and letters.isalpha():
            yield letters


def _words(name: str) -> str:
    """Return the words of a name; a number is one however it is written: “Ley Nº 19.848” is «ley 19848»."""
    return _NUMBER_SIGN.sub("", title_words(_THOUSANDS.sub("", name)))


def _spaced(symbol: str) -> str:
    return " ".join(symbol.split())
