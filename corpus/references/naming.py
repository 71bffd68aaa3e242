"""How a text names a document.

By symbol (`GB.346/INS/4`), by number (`C87`, «convention n° 87»), by title, or by a short name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cache, lru_cache

from corpus.catalogue import Catalogue
from corpus.entry import Entry, instrument_id
from corpus.folding import fold, symbol_key, title_words
from corpus.types import Language


class Naming(IntEnum):
    """How a document was named, the surest first."""

    SYMBOL = 0
    NUMBER = 1
    TITLE = 2
    SHORT_NAME = 3
    LOOSE_NAME = 4


@dataclass(frozen=True, slots=True)
class Mention:
    """A document named in a text.

    `document` is its id where it is known, `instrument` the code of a Convention or Recommendation (`C087`) or
    an unknown symbol as typed, `named` the words used, `span` where they stand.
    """

    document: str | None
    instrument: str | None
    named: str
    span: tuple[int, int]
    naming: Naming

    @property
    def precise(self) -> bool:
        """Tell whether the name is that of one document alone: `R193` is, «les conclusions» is not."""
        return self.naming is not Naming.LOOSE_NAME


_SYMBOL = re.compile(
    r"(?<![\w/])(?:(?:gb|ilc)[. ]?\s?\d{2,3}(?:/(?:rev\.?\s?\d+|[a-z0-9]+))+(?:\(rev\.?\s?\d\))?(?:/decision)?"
    r"|gb[. ]?\s?\d{3}[ -][a-z]{2,4}[ -]\d{1,2}(?:-\d)?"
    r"|[ae]/(?:c\.\d+/|res/)?\d+(?:/[a-z.]*\d+)+|[a-z]{2,5}/legal/\d{4}|icls/\d+/\d+/\w+)(?![\w/])"
)
_CODE = re.compile(r"(?<![\w./])([cr])(\.?\s?)0*(\d{1,3})(?![\w/])")
_INSTRUMENT = r"(?P<word>conventions?|convenios?|recommendations?|recommandations?|recomendacion(?:es)?)\b"
_NUMBER = r"n(?:os?|ums?|umeros?|umbers?)?(?![a-z])\.?"
_WORDED = re.compile(
    rf"\b{_INSTRUMENT}(?:\s+(?:de l'oit|de la oit|of the ilo|oit|ilo))?\s*\(?\s*(?P<sign>{_NUMBER})?"
    rf"\s*0*(?P<number>\d{{1,3}})(?![\d.]\d|\w)(?:\s*\))?(?P<more>(?:\s*(?:,|et|and|y|&)\s*(?:{_NUMBER})?\s*\d{{1,3}}(?!\w))*)"
)
_TITLED = re.compile(rf"\b{_INSTRUMENT}[^.?!;()]{{0,90}}\(\s*{_NUMBER}\s*0*(?P<number>\d{{1,3}})\s*\)")
_YEAR = re.compile(r"\s*,?\s*\(?(?:of |de |from )?((?:19|20)\d\d)\)?")
_LOOSE = re.compile(r"[\s,(){}\[\]-]*")


def mentions(text: str, catalogue: Catalogue) -> list[Mention]:
    """Return the documents a text names, in order, each stretch of text counted once."""
    folded = fold(text)
    found = [
        *_symbols(folded, text, catalogue),
        *_instruments(folded, text, catalogue),
        *_named(folded, text, catalogue),
    ]
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda m: (m.span[0], -m.span[1], m.naming)):
        last = kept[-1] if kept else None
        same = last is not None and (mention.document, mention.instrument) == (last.document, last.instrument)
        if last and mention.span[0] < last.span[1] and not same:
            if (mention.naming, -_length(mention)) < (last.naming, -_length(last)):
                kept[-1] = mention
        elif last and same and _LOOSE.fullmatch(folded[last.span[1] : mention.span[0]]):
            span = (last.span[0], max(last.span[1], mention.span[1]))
            surer = min(last, mention, key=lambda m: m.naming)
            kept[-1] = replace(surer, span=span, named=text[slice(*span)])
        else:
            kept.append(mention)
    return kept


def nearest_name(words: str, catalogue: Catalogue) -> Entry | None:
    """Return the document whose title or short name is that of `words` but for typing errors; digits must agree."""
    from rapidfuzz import fuzz, process  # takes 50 ms to import; needed for misspelt names only

    names = _vocabulary(catalogue).spellings
    best = process.extractOne(words, names.keys(), scorer=fuzz.ratio, score_cutoff=88)
    if best is None or re.findall(r"\d+", best[0]) != re.findall(r"\d+", words):
        return None
    return names[best[0]]


def held_name(words: str, catalogue: Catalogue) -> str | None:
    """Return the document held whose symbol, id, title or title's beginning `words` are; a date may follow them."""
    names = _own_names(catalogue).names
    dated = _DATED.sub("", fold(words))
    return names.get(title_words(words)) or names.get(title_words(dated)) if title_words(dated) else None


def nearest_held(words: str, catalogue: Catalogue) -> str | None:
    """Return the one document held whose name `words` are but for typing errors, or whose title alone has them all."""
    from rapidfuzz import fuzz, process  # takes 50 ms to import; needed for names that are none only

    asked = title_words(words)
    names = {name: held for name, held in _own_names(catalogue).names.items() if held and len(name) >= _LONG_NAME}
    if len(asked) >= _LONG_NAME:
        close = process.extract(asked, names.keys(), scorer=fuzz.ratio, score_cutoff=_NEARLY_ALIKE, limit=None)
        found = {names[name] for name, *_ in close if re.findall(r"\d+", name) == re.findall(r"\d+", asked)}
        if len(found) == 1:
            return found.pop()
    if max(map(len, asked.split()), default=0) < _TELLING_WORD:
        return None
    titles = [(entry.id, title) for entry in catalogue for title in entry.titles.values()]
    titles += [(document.id, title) for document in catalogue.held for title in document.titles.values()]
    among = {document for document, title in titles if set(asked.split()) <= set(title_words(title).split())}
    held = {document.id for document in catalogue.held}
    return among.pop() if len(among) == 1 and among <= held else None


def _length(mention: Mention) -> int:
    """Return the number of characters of a mention."""
    return mention.span[1] - mention.span[0]


def _symbols(folded: str, text: str, catalogue: Catalogue) -> Iterator[Mention]:
    """Find symbols, known or not."""
    own = _own_names(catalogue)
    for match in own.symbol.finditer(folded) if own.symbol else ():
        yield Mention(own.symbols[_spaced(match[0])], None, text[slice(*match.span())], match.span(), Naming.SYMBOL)
    for match in _SYMBOL.finditer(folded):
        entry = catalogue.symbols.get(symbol_key(match[0]))
        if entry and not _revisions(match[0]) <= _revisions(entry.symbol or "", *entry.aliases.get(Language.EN, ())):
            entry = None  # a revision nobody knows of is not the text that we know
        named = text[slice(*match.span())]
        yield Mention(entry.id if entry else None, None if entry else named, named, match.span(), Naming.SYMBOL)


def _instruments(folded: str, text: str, catalogue: Catalogue) -> Iterator[Mention]:
    """Find Conventions and Recommendations by number."""

    def mention(letter: str, number: str, span: tuple[int, int]) -> Mention:
        document = instrument_id(letter, number)
        known = document if catalogue.get(document) else None
        return Mention(known, document.upper(), text[slice(*span)], span, Naming.NUMBER)

    for match in _CODE.finditer(folded):
        if text[match.start()].isupper() or not match[2]:
            yield mention(match[1], match[3], match.span())
    for match in _WORDED.finditer(folded):
        if match["sign"] or len(match["number"]) > 1:
            end = match.start("more")
            yield mention(match["word"], match["number"], (match.start(), end))
            if match["word"].endswith("s"):
                for other in re.finditer(r"\d+", match["more"]):
                    yield mention(match["word"], other[0], (end + other.start(), end + other.end()))
    for match in _TITLED.finditer(folded):
        yield mention(match["word"], match["number"], match.span())


def _named(folded: str, text: str, catalogue: Catalogue) -> Iterator[Mention]:
    """Find titles and short names, with the year that may follow them."""
    names = _vocabulary(catalogue).by_first_word
    position = 0
    for word in _WORD.finditer(folded):
        if word.start() < position or word[0] not in names:
            continue
        for name, entry, naming in names[word[0]]:
            if match := _pattern(name, naming).match(folded, word.start()):
                position = match.end()
                year = _YEAR.match(folded, position)
                if year and entry.date and entry.date[:4] == year[1]:
                    position = year.end()
                span = (match.start(), position)
                yield Mention(entry.id, _code_of(entry), text[slice(*span)], span, naming)
                break


def _code_of(entry: Entry) -> str | None:
    """Return the code of a Convention or Recommendation of the ILO."""
    return entry.symbol if re.fullmatch(r"[crp]\d{3}", entry.id) else None


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """The names of a catalogue's documents, by their first word, the longest first; and their spellings, to compare."""

    by_first_word: dict[str, list[tuple[str, Entry, Naming]]]
    spellings: dict[str, Entry]


@dataclass(frozen=True, slots=True)
class _OwnNames:
    """What our citations call the documents held: `names` by their words, None where several bear one."""

    names: dict[str, str | None]
    symbols: dict[str, str]
    symbol: re.Pattern[str] | None


@lru_cache(maxsize=8)
def _own_names(catalogue: Catalogue) -> _OwnNames:
    """Gather the names of the documents held: symbols, ids, titles, and the beginnings of titles."""
    names: dict[str, str | None] = {}
    symbols: dict[str, str] = {}
    beginnings: dict[str, set[str]] = {}
    for document in catalogue.held:
        titles = [*document.titles.values(), *filter(None, [document.symbol]), document.id]
        titles += [f"{title} ({document.symbol})" for title in document.titles.values() if document.symbol]
        for words in map(title_words, titles):
            names[words] = document.id if names.get(words, document.id) == document.id else None
        if document.symbol and re.search(r"[^\W\d_].*[\d/]", document.symbol):
            symbols.setdefault(_spaced(fold(document.symbol)), document.id)
        for title in document.titles.values():
            beginning = title_words(re.split(r"\s*[,:;–—]|\s-\s", title, maxsplit=1)[0])
            if " " in beginning:
                beginnings.setdefault(beginning, set()).add(document.id)
    for words, bearers in beginnings.items():
        if len(bearers) == 1:
            names.setdefault(words, *bearers)
    longest_first = sorted(symbols, key=lambda symbol: (-len(symbol), symbol))
    spelt = "|".join(re.escape(symbol).replace(r"\ ", r"\s+") for symbol in longest_first)
    return _OwnNames(names, symbols, re.compile(rf"(?<![\w/])(?:{spelt})(?![\w/])") if spelt else None)


def _revisions(*symbols: str) -> set[str]:
    """Return the numbers of the revisions that symbols bear."""
    return {number for symbol in symbols for number in _REVISED.findall(fold(symbol))}


def _spaced(symbol: str) -> str:
    """Return a symbol with its spaces made single."""
    return " ".join(symbol.split())


@lru_cache(maxsize=8)
def _vocabulary(catalogue: Catalogue) -> _Vocabulary:
    """Gather the names of a catalogue."""
    names: dict[str, tuple[Entry, Naming]] = {}
    for entry in catalogue:
        if not entry.generic_title:
            for title in entry.titles.values():
                names.setdefault(fold(title), (entry, Naming.TITLE))
        for naming, group in ((Naming.SHORT_NAME, entry.aliases), (Naming.LOOSE_NAME, entry.loose_names)):
            for name in (name for of_language in group.values() for name in of_language):
                names.setdefault(fold(name), (entry, naming))
    vocabulary = _Vocabulary({}, {})
    bearers: dict[str, list[Entry]] = {}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        entry, naming = names[name]
        if first := _WORD.search(name):
            vocabulary.by_first_word.setdefault(first[0], []).append((name, entry, naming))
        if len(name) >= _LONG_NAME:
            bearers.setdefault(_without_number(name), []).append(entry)
    for spelling, entries in bearers.items():
        if len({entry.id for entry in entries}) == 1:  # what two documents are called is the name of neither
            vocabulary.spellings[spelling] = entries[0]
    return vocabulary


_WORD = re.compile(r"\w+")
_LONG_NAME = 12  # characters: a shorter one is like too many words
_NUMBER_PART = re.compile(r"\s*\(no\.? (\d+)\)|\s*\(num\.? (\d+)\)")
_TELLING_WORD = 6  # letters: a shorter word of a title tells no document
_NEARLY_ALIKE = 88  # of 100: two letters wrong in sixteen
_REVISED = re.compile(r"rev\.?\s?(\d+)")
_DATED = re.compile(r"[\s,(]+(?:\d{1,2}(?:er)?\s+)?(?:de\s+)?(?:[a-z]+\s+)?(?:de\s+)?(?:19|20)\d\d\)?\s*$")
_YEAR_PART = re.compile(r",? ((?:19|20)\d\d)$")


def _without_number(title: str) -> str:
    """Return a folded title without its number and year."""
    return _YEAR_PART.sub("", _NUMBER_PART.sub("", title).strip())


@cache
def _pattern(name: str, naming: Naming) -> re.Pattern[str]:
    """Compile a folded name, when first needed: spaces and commas vary, a title may leave out its number and year."""
    number = _NUMBER_PART.search(name)
    year = _YEAR_PART.search(_NUMBER_PART.sub("", name).strip()) if naming is Naming.TITLE else None
    core = _NUMBER_PART.sub("\x00", name)
    core = re.sub(rf",? {year[1]}", "\x01", core) if year else core
    pattern = (
        re.sub(r"(?:\\ )+", r"\\s+", re.escape(core)).replace(",", ",?").replace("'", r"'\s?").replace(r"\.", r"\.?")
    )
    if number:
        pattern = pattern.replace("\x00", rf"(?:\s*,?\s*\(?\s*{_NUMBER}\s*{number[1] or number[2]}\s*\)?)?")
    if year:
        pattern = pattern.replace("\x01", rf"(?:\s*,?\s*\(?{year[1]}\)?)?")
    return re.compile(pattern + r"(?!\w)")
