"""Documents named by their titles and short names, as a catalogue has them, or nearly so (`nearest_name`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from corpus.catalogue.catalogue import Catalogue
from corpus.catalogue.entry import Entry
from corpus.references.types import Mention, Naming
from corpus.text.folding import fold

_NUMBER = r"n(?:\.?\s?os?|ums?|umeros?|umbers?)?(?![a-z])\.?"
_WORD = re.compile(r"\w+")
_LETTERS = re.compile(r"(?<!\w)[a-z]{5,}(?!\w)")
_LONG_NAME = 12  # characters: a shorter one is like too many words
_NUMBER_PART = re.compile(r"\s*\(no\.? (\d+)\)|\s*\(num\.? (\d+)\)")
_YEAR_PART = re.compile(r",? ((?:19|20)\d\d)$")
_YEAR = re.compile(r"\s*,?\s*\(?(?:of |de |from )?((?:19|20)\d\d)\)?")
_ENGLISH_TITLE = re.compile(r"(?P<subject>.+) recommendation(?P<year>, \d{4})?(?P<number> \(no\. \d+\))?$")
_ABOUT = re.compile(r" (?:concerning|on|concernant(?: l[ea]| les)?|sur(?: l[ea]| les)?|relativ[oa]s? al?|sobre) ")
_SOME_ABOUT = (
    r"(?:concerning|on|regarding|about|relating to|concernant|sur|relatives? aux?|relatives? a|touchant"
    r"|relativ[oa]s? al?|sobre|acerca de)\s+(?:the\s+|l[ea]s?\s+|el\s+)?"
)
_SHORT_FORMS = (
    ("social and solidarity economy", "sse"),
    ("economie sociale et solidaire", "ess"),
    ("economia social y solidaria", "ess"),
)


_ABBREVIATIONS = {"decl": "declaration", "const": "constitution", "concl": "conclusions", "res": "resolution"}


def in_full(folded: str) -> str:
    """Return folded words with the field's own name in full, in the language that its short form may be of."""
    return re.sub(r"\bsse\b", _SHORT_FORMS[0][0], re.sub(r"\bess\b", _SHORT_FORMS[1][0], folded))


def titled(folded: str, text: str, catalogue: Catalogue) -> Iterator[Mention]:
    """Find titles and short names, with the year that may follow them."""
    names = _vocabulary(catalogue).by_first_word
    there: dict[str, list[tuple[str, Entry, Naming]]] = {}  # asked once a word, however often it stands in a text
    for word in _WORD.finditer(folded):
        first = _ABBREVIATIONS.get(word[0], word[0])
        if first not in there:
            there[first] = [each for each in names.get(first, ()) if all(map(folded.__contains__, _telling(each[0])))]
        for name, entry, naming in there[first]:
            if match := _pattern(name, naming).match(folded, word.start()):
                position = match.end()
                year = _YEAR.match(folded, position)
                if year and entry.date and entry.date[:4] == year[1]:
                    position = year.end()
                span = (match.start(), position)
                yield Mention(entry.id, _code_of(entry), text[slice(*span)], span, naming)
                break


def nearest_name(words: str, catalogue: Catalogue) -> Entry | None:
    """Return the document whose title or short name is that of `words` but for typing errors; digits must agree."""
    from rapidfuzz import fuzz, process  # takes 50 ms to import; needed for misspelt names only

    if len(words) < _LONG_NAME:
        return None
    names = _vocabulary(catalogue).spellings
    best = process.extractOne(words, names.keys(), scorer=fuzz.ratio, score_cutoff=88)
    if best is None or re.findall(r"\d+", best[0]) != re.findall(r"\d+", words):
        return None
    return names[best[0]]


def _code_of(entry: Entry) -> str | None:
    return entry.symbol if re.fullmatch(r"[crp]\d{3}", entry.id) else None


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """The names of a catalogue's documents, by their first word, the longest first; and their spellings, to compare."""

    by_first_word: dict[str, list[tuple[str, Entry, Naming]]]
    spellings: dict[str, Entry]


@lru_cache(maxsize=8)
def _vocabulary(catalogue: Catalogue) -> _Vocabulary:
    names: dict[str, tuple[Entry, Naming]] = {}
    for entry in catalogue:
        if not entry.generic_title:
            for title in entry.titles.values():
                for name in _forms(fold(title)):
                    names.setdefault(name, (entry, Naming.TITLE))
        for naming, group in ((Naming.SHORT_NAME, entry.aliases), (Naming.LOOSE_NAME, entry.loose_names)):
            for name in (name for of_language in group.values() for name in of_language):
                names.setdefault(fold(name), (entry, naming))
    names |= {entry.id: (entry, Naming.SYMBOL) for entry in catalogue if "-" in entry.id}
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


def _forms(title: str) -> Iterator[str]:
    """Yield a folded title, and the long form of an English Recommendation's: “Recommendation concerning …”."""
    yield title
    if match := _ENGLISH_TITLE.fullmatch(title):
        yield f"recommendation concerning {match['subject']}{match['year'] or ''}{match['number'] or ''}"


def _without_number(title: str) -> str:
    return _YEAR_PART.sub("", _NUMBER_PART.sub("", title).strip())


@cache
def _telling(name: str) -> frozenset[str]:
    """Return the longer words that are written one way wherever a name is.

    Most names are in no text, and to compile what finds one takes a millisecond.
    """
    core = _ABOUT.sub(" ", _NUMBER_PART.sub(" ", name), count=1)
    for long, _ in _SHORT_FORMS:
        core = core.replace(long, " ")
    return frozenset(_LETTERS.findall(core)) - {*_ABBREVIATIONS.values()}


@cache
def _pattern(name: str, naming: Naming) -> re.Pattern[str]:
    """Compile a folded name, when first needed: spaces and commas vary, a title may leave out its number and year.

    What links a title to its subject varies too («concernant», «sur»), and the field's own name may be shortened.
    """
    number = _NUMBER_PART.search(name)
    year = _YEAR_PART.search(_NUMBER_PART.sub("", name).strip()) if naming is Naming.TITLE else None
    core = _NUMBER_PART.sub("\x00", name)
    core = re.sub(rf",? {year[1]}", "\x01", core) if year else core
    core = _ABOUT.sub(" \x02", core, count=1)
    for mark, (long, _) in zip("\x03\x04\x05", _SHORT_FORMS, strict=True):
        core = core.replace(long, mark)
    pattern = (
        re.sub(r"(?:\\ )+", r"\\s+", re.escape(core)).replace(",", ",?").replace("'", r"'\s?").replace(r"\.", r"\.?")
    )
    for short, long in _ABBREVIATIONS.items():
        pattern = re.sub(rf"\b{long}\b", rf"(?:{long}|{short}\\b\\.?)", pattern)
    pattern = pattern.replace(r"de\s+l'\s?oit", r"(?:de\s+l'\s?)?oit")
    if number:
        pattern = pattern.replace("\x00", rf"(?:\s*,?\s*\(?\s*{_NUMBER}\s*{number[1] or number[2]}\s*\)?)?")
    if year:
        pattern = pattern.replace("\x01", rf"(?:\s*,?\s*\(?{year[1]}\)?)?")
    pattern = pattern.replace("\x02", _SOME_ABOUT)
    for mark, (long, short) in zip("\x03\x04\x05", _SHORT_FORMS, strict=True):
        pattern = pattern.replace(mark, rf"(?:{long.replace(' ', chr(92) + 's+')}(?:\s*\(?{short}\)?)?|{short})")
    return re.compile(pattern + r"(?!\w)")
