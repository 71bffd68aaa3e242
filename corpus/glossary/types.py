"""A term, its definition and its field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from corpus.types import Language


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
