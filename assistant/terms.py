"""The glossary as people ask for it: terms listed, found or guessed at, and texts checked against it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from assistant.types import Answer, AsJson
from corpus.catalogue import Catalogue
from corpus.folding import fold, fold_spaces
from corpus.glossary import Definition, Glossary, Term
from corpus.language import detect
from corpus.library import Library
from corpus.references import format_citation
from corpus.spotting import word_key
from corpus.term_guard import OffGlossary, Source, guard
from corpus.types import Language, Status

# How alike a form must be (0 to 100) to be offered for a word that no term has, and how many are offered.
_ALIKE = 72.0
_OFFERED = 5

# A prefix this short would list half of the glossary.
_SHORTEST_PREFIX = 2

# What stands between quotation marks: other people's words.
_QUOTED = re.compile(r"«[^«»]*»|“[^“”]*”")

_ARTICLES = ("the ", "le ", "la ", "les ", "el ", "los ", "las ")


class GlossaryStatus(StrEnum):
    """What the terms returned are: all there are, those asked for, or the nearest to what no term is."""

    LISTED = "listed"
    FOUND = "found"
    NEAREST = "nearest"


@dataclass(frozen=True, slots=True)
class TermName(AsJson):
    """A term in one language; `seen` tells whether its name was read in a text of the ILO or the UN."""

    name: str
    abbreviation: str
    variants: tuple[str, ...]
    seen: bool


@dataclass(frozen=True, slots=True)
class TermPlace(AsJson):
    """The paragraph that defines a term: `loaded` where it can be opened, `seen` where its number was read there."""

    document: str
    locator: str
    citation: str
    loaded: bool
    seen: bool


@dataclass(frozen=True, slots=True)
class TermEntry(AsJson):
    """One term: its name in the reader's language, and in each; what it is about; where it is defined, if known."""

    name: str
    field: str
    names: Mapping[str, TermName]
    defined: TermPlace | None


@dataclass(frozen=True, slots=True)
class GlossaryFound(AsJson):
    """What `glossary` returns: terms in the order of the reader's alphabet, or best first where a word was asked.

    The first `named` of them are what the query names; it is a part of the others, or like them.
    """

    query: str
    language: str
    status: GlossaryStatus
    named: int
    terms: tuple[TermEntry, ...]


@dataclass(frozen=True, slots=True)
class TermFlag(AsJson):
    """Words of a text, from `start` to `end` (characters), that are not the official term, and the term itself."""

    start: int
    end: int
    words: str
    official: str
    term: TermEntry


@dataclass(frozen=True, slots=True)
class TermsChecked(AsJson):
    """What `check_terms` returns: the language the text was read in, and its off-glossary renderings in order."""

    language: str
    flags: tuple[TermFlag, ...]


class Terms:
    """The glossary beside a library, which tells which defining paragraphs can be opened."""

    def __init__(self, library: Library, catalogue: Catalogue, *, notes: bool) -> None:
        """Ask the library what it holds; `notes` tells whether a paragraph known by its note alone can be opened."""
        self._library, self._catalogue, self._notes = library, catalogue, notes

    def glossary(self, query: str, reader: Language) -> GlossaryFound:
        """Return all terms for an empty query, else those that it names or begins, else the nearest to it."""
        named, others, status = look_up(query, reader)
        return GlossaryFound(query, reader, status, len(named), tuple(self._entries([*named, *others], reader)))

    def checked(self, text: str, language: Language | None, sources: Iterable[Source] = ()) -> TermsChecked:
        """Return the off-glossary renderings of a text, read in a language, else in the one it is written in."""
        spoken = language or detect(text) or Language.EN
        flags = guard(text, spoken, sources)
        entries = self._entries([flag.term for flag in flags], spoken)
        return TermsChecked(spoken, tuple(_flag(*pair, spoken) for pair in zip(flags, entries, strict=True)))

    def _entries(self, terms: Iterable[Term], reader: Language) -> Iterator[TermEntry]:
        """Yield terms as a reader of a language is told of them; each document is looked up once."""
        places: dict[str, frozenset[str]] = {}
        for term in terms:
            place = self._place(term.definition, reader, places) if term.definition else None
            yield TermEntry(term.names[reader], term.field, _names(term), place)

    def _place(self, found: Definition, reader: Language, places: dict[str, frozenset[str]]) -> TermPlace | None:
        """Return where a definition is, by the library's own names for the document or else by the catalogue's."""
        if found.document not in places:
            places[found.document] = frozenset(
                stored.rendition.locator
                for stored in self._library.renditions(found.document)
                if self._notes or stored.status is not Status.NOTE
            )
        loaded = found.locator in places[found.document]
        entry = self._catalogue.get(found.document)
        if not loaded and entry is None:
            return None
        document = self._library.document(found.document) if loaded or entry is None else entry.document()
        citation = format_citation(document, found.locator, reader)
        return TermPlace(found.document, found.locator, citation, loaded, found.seen)


def look_up(query: str, reader: Language) -> tuple[list[Term], list[Term], GlossaryStatus]:
    """Return the terms that a query names, and those it is a part of; where there are neither, the nearest.

    A term is named by any of its forms, in any language, whatever the case, the accents and the plural.
    """
    glossary = Glossary.bundled()
    asked = fold_spaces(query)
    if not any(character.isalnum() for character in asked):
        return [], sorted(glossary.terms, key=lambda term: alphabetical(term.names[reader])), GlossaryStatus.LISTED
    forms = sorted(glossary.named(query), key=lambda form: form.language is not reader)
    named = list(dict.fromkeys(form.term for form in forms))
    holding = [term for term in glossary.terms if term not in named and _holds(term, asked)]
    holding.sort(key=lambda term: _by_beginning(alphabetical(term.names[reader]), asked))
    if named or holding:
        return named, holding, GlossaryStatus.FOUND
    return [], _nearest(asked, glossary), GlossaryStatus.NEAREST


def alphabetical(name: str) -> str:
    """Return what a name is sorted by: without accents, case and article."""
    folded = fold(name)
    return next((folded.removeprefix(article) for article in _ARTICLES if folded.startswith(article)), folded)


def _by_beginning(name: str, asked: str) -> tuple[bool, str]:
    """Return what puts names that begin with what is asked before the others, each in alphabetical order."""
    return not name.startswith(asked), name


def answer_flags(answer: Answer) -> tuple[OffGlossary, ...]:
    """Return the off-glossary renderings among the words of an answer that are ours; quotations are their authors'."""
    sources = [(Language(each.language), each.quote) for each in answer.citations if each.language in set(Language)]
    ours = _QUOTED.sub(lambda quoted: "·" * len(quoted[0]), answer.answer)  # characters stay where they are
    return guard(ours, Language(answer.language), sources)


def _holds(term: Term, asked: str) -> bool:
    """Tell whether every word of a query begins a word of one form of a term, in any one language."""
    words = asked.split()
    if len(asked) < _SHORTEST_PREFIX:
        return False
    forms = (fold(form).replace("'", " ").split() for language in Language for form in term.spellings(language))
    return any(all(any(piece.startswith((word, word_key(word))) for piece in form) for word in words) for form in forms)


def _nearest(asked: str, glossary: Glossary) -> list[Term]:
    """Return the terms whose forms are most like a query, best first: for words mistyped."""
    from rapidfuzz import fuzz, process

    forms = [
        (fold(form), term) for term in glossary.terms for language in Language for form in term.spellings(language)
    ]
    ranked = process.extract(
        asked, [form for form, _ in forms], scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=_OFFERED * len(Language)
    )
    return list(dict.fromkeys(forms[position][1] for _, _, position in ranked))[:_OFFERED]


def _names(term: Term) -> dict[str, TermName]:
    """Return a term in each language, by the language's code."""
    return {
        str(language): TermName(
            term.names[language],
            term.abbreviations.get(language, ""),
            term.variants.get(language, ()),
            language in term.seen,
        )
        for language in Language
    }


def _flag(found: OffGlossary, entry: TermEntry, language: Language) -> TermFlag:
    """Return an off-glossary rendering with the term it should be."""
    return TermFlag(found.start, found.end, found.words, found.term.names[language], entry)
