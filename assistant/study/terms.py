"""Terms of the glossary in the words of a place: those that mean there what the glossary says.

“Conseil d’administration” is the Governing Body in a paper of the ILO, and a board in a cooperatives act: a name keeps
its capital, and what is the ILO's own is looked for in its own documents alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.study.chosen import Chosen
from assistant.study.places import Place, Said
from assistant.study.rules import is_telling
from corpus.glossary.glossary import Glossary
from corpus.glossary.types import Field, Term
from corpus.text.spotting import keys
from corpus.types import Language, Role

_MOST_IN_VAIN = 2_000  # places without a new term: what follows has none either
_ARTICLE = re.compile(r"(?:(?:the|les?|la|el|los|las)\s|l[’'])(?=\w)", re.IGNORECASE)
_OF_THE_ILO = (Field.ILO, Field.PROCEDURE, Field.PLANNING)


@dataclass(frozen=True, slots=True)
class TermInText:
    """A term of the glossary where a place has it, from `start` to `end` (characters), without its article."""

    said: Said
    term: Term
    start: int
    end: int

    @property
    def words(self) -> str:
        """How it is written there."""
        return self.said.text[self.start : self.end]

    @property
    def name(self) -> str:
        """The spelling of the glossary that the text has: the official name where it has that one."""
        forms = self.term.spellings(self.said.language)
        return next((each for each in forms if set(keys(each)) & set(keys(self.words))), forms[0])


@dataclass(frozen=True, slots=True)
class TermFound:
    """A term, and the place that uses it."""

    place: Place
    found: TermInText

    @property
    def term(self) -> Term:
        """The term itself."""
        return self.found.term

    @property
    def said(self) -> Said:
        """The words that use it."""
        return self.found.said


def terms_said(place: Place, said: Said) -> Iterator[TermInText]:
    """Yield the terms worth explaining that words of a place use in full, in their order."""
    for spot in Glossary.bundled().spots(said.text):
        written = said.text[spot.start : spot.end]
        article = _ARTICLE.match(written)
        start = spot.start + (article.end() if article else 0)
        terms = {form.term for form in spot.meanings if form.language is said.language and not form.abbreviated}
        if len(terms) == 1 and _fits(term := terms.pop(), said.text[start : spot.end], place, said.language):
            yield TermInText(said, term, start, spot.end)


def terms_found_in(chosen: Chosen, reader: Language) -> Iterator[TermFound]:
    """Yield the terms worth explaining in the chosen places, as a reader gets their texts, each once."""
    met: set[str] = set()
    since = 0
    for document, locator in chosen.locators:
        since += 1
        if since > _MOST_IN_VAIN:
            return
        place = chosen.place(document, locator)
        if place is None or place.role not in (Role.PARAGRAPH, Role.ITEM):
            continue
        for said in filter(lambda each: is_telling(each.text), place.sentences(place.version(reader))):
            for found in terms_said(place, said):
                name = found.term.names[Language.EN]
                if name not in met:
                    met.add(name)
                    since = 0
                    yield TermFound(place, found)


def _fits(term: Term, written: str, place: Place, language: Language) -> bool:
    """Tell whether words mean the term: a name has its capital, and what is the ILO's stands in its documents."""
    name = _ARTICLE.sub("", term.names.get(language, ""))
    if not term.explained or (name[:1].isupper() and not written[:1].isupper()):
        return False
    return term.field not in _OF_THE_ILO or place.is_of_the_ilo
