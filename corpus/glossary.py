"""The glossary: official terms in English, French and Spanish, with their abbreviations."""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from corpus.types import Language

_PATH = Path(__file__).with_name("glossary.csv")

# Abbreviations that are also everyday words of one of the languages: only found in capitals.
_ALSO_WORDS = frozenset({"ils", "odd", "nit", "sap", "cit", "dg", "sg", "gb", "aci", "sst"})


@dataclass(frozen=True, slots=True)
class Term:
    """One notion: its name and its abbreviation in each language, empty where there is none."""

    names: dict[Language, str]
    abbreviations: dict[Language, str]

    def forms(self, language: Language) -> tuple[str, ...]:
        """Return how the term is written in a language: in full, and abbreviated."""
        return tuple(form for form in (self.names.get(language, ""), self.abbreviations.get(language, "")) if form)


class Glossary:
    """Terms, found in a text by any of their forms."""

    def __init__(self, terms: tuple[Term, ...]) -> None:
        """Index the terms by each form, folded."""
        self.terms = terms
        self._by_form: dict[str, list[Term]] = {}
        for term in terms:
            for language in Language:
                for form in term.forms(language):
                    self._by_form.setdefault(_folded(form), []).append(term)
        forms = sorted(self._by_form, key=len, reverse=True)
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})s?(?!\w)") if forms else None

    @classmethod
    @lru_cache(maxsize=1)
    def bundled(cls) -> Glossary:
        """Return the glossary the project ships."""
        with _PATH.open(encoding="utf-8", newline="") as file:
            return cls(
                tuple(
                    Term(
                        {language: row[language] for language in Language},
                        {language: row[f"abbr_{language}"] for language in Language},
                    )
                    for row in csv.DictReader(file)
                )
            )

    def terms_in(self, text: str) -> list[Term]:
        """Return the terms a text uses, longest match first at each place, in order of appearance."""
        if self._pattern is None:
            return []
        found: dict[int, Term] = {}
        folded = _folded(text)
        for match in self._pattern.finditer(folded):
            form = match[0]
            if form in _ALSO_WORDS and not re.search(rf"\b{re.escape(form.upper())}\b", text):
                continue
            for term in self._by_form.get(form) or self._by_form.get(form.removesuffix("s"), []):
                found.setdefault(id(term), term)
        return list(found.values())


def _folded(text: str) -> str:
    """Return a text in lower case without accents, with straight apostrophes."""
    spread = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return "".join(c for c in spread if not unicodedata.combining(c))
