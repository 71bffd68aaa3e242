"""The glossary: official terms in English, French and Spanish, with their abbreviations and what vouches for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from corpus.glossary.types import Term
from corpus.text.spotting import Spot, Spotter
from corpus.types import Language

# Abbreviations that are also everyday words of one of the languages: only found in capitals.
_ALSO_WORDS = frozenset(
    """
    aci aim au bit can cas cfa cit cls csi dag del dg enterprises eu eval gar gb germe germ ils led men mem nit normes
    norm odd oie ods pol sap sg sst ua ue un who wise
    """.split()
)


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
        self._found = lru_cache(maxsize=64)(self._find)  # a question is asked about at each step of its way
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
        from corpus.glossary.loader import read_terms

        return cls(read_terms())

    @classmethod
    @lru_cache(maxsize=1)
    def for_search(cls) -> Glossary:
        """Return those terms whose other forms a search looks for as well."""
        return cls(tuple(term for term in cls.bundled().terms if term.searched))

    def terms_in(self, text: str) -> list[Term]:
        """Return the terms a text uses, longest match first at each place, in order of appearance."""
        return list(self._found(text))

    def _find(self, text: str) -> tuple[Term, ...]:
        return tuple(dict.fromkeys(form.term for spot in self.spots(text) for form in spot.meanings))

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
