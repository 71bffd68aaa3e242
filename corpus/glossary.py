"""The glossary: official terms in English, French and Spanish, with their abbreviations and what vouches for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from corpus.text.spotting import Spot, Spotter
from corpus.types import Language

# Abbreviations that are also everyday words of one of the languages: only found in capitals.
_ALSO_WORDS = frozenset(
    """
    aci aim au bit can cas cfa cit cls csi dag del dg enterprises eu eval gar gb germe germ ils led men mem nit normes
    norm odd oie ods pol sap sg sst ua ue un who wise
    """.split()
)


class Field(StrEnum):
    """What a term is about, in the order in which the fields are shown."""

    SSE = "sse"
    WORK = "work"
    RIGHTS = "rights"
    ENTERPRISES = "enterprises"
    STATISTICS = "statistics"
    FINANCE = "finance"
    ILO = "ilo"
    PROCEDURE = "procedure"
    PLANNING = "planning"
    PARTNERS = "partners"
    DEVELOPMENT = "development"


@dataclass(frozen=True, slots=True)
class Definition:
    """The paragraph that defines a term, or says the most of it; `seen` where its number was read in the document."""

    document: str
    locator: str
    seen: bool


@dataclass(frozen=True, slots=True)
class Term:
    """One notion: its official name and its abbreviation in each language, empty where there is none.

    `variants` are other forms in official use. `seen` are the languages whose name was read in a published text; the
    others are from memory, to be confirmed. A term that is `searched` gives its other forms to a search, one that is
    `explained` is worth a word to the reader: ordinary words are neither.
    """

    names: Mapping[Language, str]
    abbreviations: Mapping[Language, str]
    variants: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)
    field: Field = Field.SSE
    searched: bool = True
    explained: bool = True
    seen: frozenset[Language] = frozenset()
    definition: Definition | None = None

    def __hash__(self) -> int:
        """Return the hash of the term's name: names are unique."""
        return hash(self.names.get(Language.EN, ""))

    def forms(self, language: Language) -> tuple[str, ...]:
        """Return how the term is written in a language: in full, and abbreviated."""
        return tuple(form for form in (self.names.get(language, ""), self.abbreviations.get(language, "")) if form)

    def spellings(self, language: Language) -> tuple[str, ...]:
        """Return every form of the term in a language, variants included."""
        return (*self.forms(language), *self.variants.get(language, ()))


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a term: in which language, and whether abbreviated."""

    term: Term
    language: Language
    abbreviated: bool


class Glossary:
    """Terms, found in a text by any of their forms."""

    def __init__(self, terms: tuple[Term, ...]) -> None:
        """Index the terms by each form, folded."""
        self.terms = terms
        self._spotter: Spotter[Form] = Spotter(
            (spelling, Form(term, language, spelling == term.abbreviations.get(language)))
            for term in terms
            for language in Language
            for spelling in term.spellings(language)
        )

    @classmethod
    @lru_cache(maxsize=1)
    def bundled(cls) -> Glossary:
        """Return the glossary the project ships. Raises BadGlossary where its file says what is not understood."""
        from corpus.glossary_file import read_terms

        return cls(read_terms())

    @classmethod
    @lru_cache(maxsize=1)
    def for_search(cls) -> Glossary:
        """Return those terms whose other forms a search looks for as well."""
        return cls(tuple(term for term in cls.bundled().terms if term.searched))

    def terms_in(self, text: str) -> list[Term]:
        """Return the terms a text uses, longest match first at each place, in order of appearance."""
        return list(dict.fromkeys(form.term for spot in self.spots(text) for form in spot.meanings))

    def spots(self, text: str) -> Iterator[Spot[Form]]:
        """Yield where a text uses terms, each with the forms that its words may be."""
        for spot in self._spotter.spots(text):
            written = text[spot.start : spot.end]
            if written.lower() in _ALSO_WORDS and written != written.upper():
                continue
            yield spot

    def named(self, phrase: str) -> tuple[Form, ...]:
        """Return the forms that a phrase is, as a whole, in any language, in lower case or in capitals."""
        return self._spotter.meanings(phrase)
