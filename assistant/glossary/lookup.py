"""The glossary looked up: terms listed, found or suggested, and texts checked for wrong renderings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from assistant.ask.types import Answer
from assistant.glossary.types import (
    GlossaryFound,
    GlossaryStatus,
    TermEntry,
    TermFlag,
    TermName,
    TermPlace,
    TermsChecked,
)
from corpus.catalogue.catalogue import Catalogue
from corpus.glossary.glossary import Glossary
from corpus.glossary.term_guard import OffGlossary, Source, guard
from corpus.glossary.types import Definition, Term
from corpus.library.library import Library
from corpus.references import format_citation
from corpus.text.folding import fold, fold_spaces
from corpus.text.language import detect
from corpus.text.spotting import word_key
from corpus.text.typography import QUOTED
from corpus.types import Language, Status

# How alike a form must be (0 to 100) to be offered for a word that no term has, and how many are offered.
_ALIKE = 72.0
_OFFERED = 5

# A prefix this short would list half of the glossary.
_SHORTEST_PREFIX = 2

_ARTICLES = ("the ", "le ", "la ", "les ", "el ", "los ", "las ")


# Finds where a definition is, for a reader of a language; None if unknown.
Placing = Callable[[Definition, Language], TermPlace | None]


class GlossaryReader:
    """Finds terms and checks texts for wrong renderings; a library has the defining paragraphs that can be opened."""

    def __init__(self, library: Library, catalogue: Catalogue, *, notes: bool) -> None:
        """Read beside a library; `notes`: whether a paragraph known by its note alone can be opened."""
        self._library, self._catalogue, self._notes = library, catalogue, notes

    def find(self, query: str, reader: Language) -> GlossaryFound:
        """Return all terms for an empty query, else those that it names or begins, else the nearest to it."""
        return terms_found(query, reader, self._placing())

    def check(self, text: str, language: Language | None, sources: Iterable[Source] = ()) -> TermsChecked:
        """Return the off-glossary renderings of a text, read in a language, else in the one it is written in."""
        spoken = language or detect(text) or Language.EN
        placing = self._placing()
        return TermsChecked(spoken, tuple(_flag(each, spoken, placing) for each in guard(text, spoken, sources)))

    def _placing(self) -> Placing:
        """Return the function that finds definitions in the library as it is now; each document is looked up once."""

        @cache
        def locators(document: str) -> frozenset[str]:
            return frozenset(
                stored.rendition.locator
                for stored in self._library.renditions(document)
                if self._notes or stored.status is not Status.NOTE
            )

        def place(found: Definition, reader: Language) -> TermPlace | None:
            """Return where a definition is, by the library's own names for the document, else by the catalogue's."""
            loaded = found.locator in locators(found.document)
            entry = self._catalogue.get(found.document)
            if not loaded and entry is None:
                return None
            document = self._library.document(found.document) if loaded or entry is None else entry.document()
            citation = format_citation(document, found.locator, reader)
            return TermPlace(found.document, found.locator, citation, loaded, found.seen)

        return place


def terms_found(query: str, reader: Language, placing: Placing) -> GlossaryFound:
    """Return what a query finds, for a reader of a language."""
    named, others, status = look_up(query, reader)
    entries = tuple(_entry(term, reader, placing) for term in (*named, *others))
    return GlossaryFound(query, reader, status, len(named), entries)


def look_up(query: str, reader: Language) -> tuple[list[Term], list[Term], GlossaryStatus]:
    """Return the terms that a query names, and those it is a part of; where there are neither, the nearest, if any.

    A term is named by any of its forms, in any language, whatever the case, the accents and the plural.
    """
    glossary = Glossary.bundled()
    asked = fold_spaces(query)
    if not any(character.isalnum() for character in asked):
        return [], sorted(glossary.terms, key=lambda term: alphabetical(term.names[reader])), GlossaryStatus.LISTED
    forms = sorted(glossary.named(query), key=lambda form: form.language is not reader)
    named = list(dict.fromkeys(form.term for form in forms))
    holding = sorted((each for each in _holding(asked) if each[2] not in named), key=lambda each: each[:2])
    if named or holding:
        return named, [term for *_, term in holding], GlossaryStatus.FOUND
    nearest = _nearest(asked)
    return [], nearest, GlossaryStatus.NEAREST if nearest else GlossaryStatus.NOT_FOUND


def alphabetical(name: str) -> str:
    """Return what a name is sorted by: without accents, case and article."""
    folded = fold(name)
    return next((folded.removeprefix(article) for article in _ARTICLES if folded.startswith(article)), folded)


def answer_flags(answer: Answer) -> tuple[OffGlossary, ...]:
    """Return the off-glossary renderings among the words of an answer that are ours; quotations are their authors'."""
    if answer.language not in set(Language):
        return ()
    sources = [(Language(each.language), each.quote) for each in answer.citations if each.language in set(Language)]
    ours = QUOTED.sub(lambda quoted: "·" * len(quoted[0]), answer.answer)  # characters stay where they are
    return guard(ours, Language(answer.language), sources)


@cache
def _forms() -> tuple[tuple[str, str, Term], ...]:
    """Return every form of every term: folded, and as its words, each after a space."""
    return tuple(
        (fold(form), _words(form), term)
        for term in Glossary.bundled().terms
        for language in Language
        for form in term.spellings(language)
    )


def _words(text: str) -> str:
    """Return the words of a text, folded, each after a space."""
    return " " + fold(text).replace("'", " ").replace("-", " ")


def _holding(asked: str) -> list[tuple[int, str, Term]]:
    """Return the terms with a form whose words begin as all those asked do, each with the form and its length."""
    words = [(f" {word}", f" {word_key(word)}") for word in _words(asked).split()]
    if len(asked) < _SHORTEST_PREFIX:
        return []
    found: dict[Term, tuple[int, str, Term]] = {}
    for form, spaced, term in _forms():
        if all(word in spaced or key in spaced for word, key in words):
            found[term] = min(
                found.get(term, (len(form), form, term)), (len(form), form, term), key=lambda each: each[:2]
            )
    return list(found.values())


def _nearest(asked: str) -> list[Term]:
    """Return the terms whose forms are most like a query, best first: for mistyped words."""
    from rapidfuzz import fuzz, process

    forms = _forms()
    ranked = process.extract(
        asked, [form for form, *_ in forms], scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=_OFFERED * len(Language)
    )
    return list(dict.fromkeys(forms[position][2] for *_, position in ranked))[:_OFFERED]


def _entry(term: Term, reader: Language, placing: Placing) -> TermEntry:
    names = {
        str(language): TermName(
            term.names[language],
            term.abbreviations.get(language, ""),
            term.variants.get(language, ()),
            language in term.seen,
        )
        for language in Language
    }
    place = placing(term.definition, reader) if term.definition else None
    return TermEntry(term.names[reader], term.field, names, place)


def _flag(found: OffGlossary, language: Language, placing: Placing) -> TermFlag:
    entry = _entry(found.term, language, placing)
    return TermFlag(found.start, found.end, found.words, entry.name, entry)
