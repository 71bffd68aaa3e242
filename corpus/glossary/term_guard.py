"""The term guard: official terms that a text renders in words of its own.

Wrong renderings are known ones (`off_glossary.csv`), translated too literally or from another usage. Some are right
elsewhere (“principals”, «autogestión»): these count only where a source in another language uses the term, and the
text has none of its official forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.glossary.glossary import Form, Glossary
from corpus.glossary.loader import Rendering, read_renderings
from corpus.glossary.types import Term
from corpus.text.spotting import Spotter
from corpus.types import Language

_ILO = ("International Labour Organization", "International Labour Office")
_OF = re.compile(r"\s+(?:(?:of|de|du|des|del)(?:\s+(?:the|la|el|los|las))?\s+|(?:de\s+l|d)['’])(?=\w)", re.IGNORECASE)

# A text beside its language: a paragraph that another text renders.
Source = tuple[Language, str]


@dataclass(frozen=True, slots=True)
class OffGlossary:
    """Words of a text, from `start` to `end` (characters), that should be a term of the glossary."""

    start: int
    end: int
    words: str
    term: Term


def guard(text: str, language: Language, sources: Iterable[Source] = ()) -> tuple[OffGlossary, ...]:
    """Return the off-glossary renderings of a text in a language, in order; `sources` are what it renders.

    Words inside an official term are never flagged, whatever they would be alone. Raises BadGlossary.
    """
    glossary = Glossary.bundled()
    official = [spot for spot in glossary.spots(text) if any(form.language is language for form in spot.meanings)]
    used = {form.term for spot in official for form in spot.meanings if form.language is language}
    ours = [spot.start for spot in official if any(_is_the_ilo(form) for form in spot.meanings)]
    asked: set[Term] | None = None  # read only where it decides
    found = []
    for spot in _renderings()[language].spots(text):
        if any(each.start <= spot.start and spot.end <= each.end for each in official):
            continue
        for rendering in spot.meanings:
            if not rendering.always:
                asked = _terms_of(sources, language) if asked is None else asked
                here = rendering.at_ilo and _is_of_the_ilo(text, spot.end, ours)
                if not (here or rendering.term in asked) or rendering.term in used:
                    continue
            found.append(OffGlossary(spot.start, spot.end, text[spot.start : spot.end], rendering.term))
            break
    return tuple(found)


def _is_the_ilo(form: Form) -> bool:
    """Tell whether a form is the name of the Organization, or of its Office."""
    return form.term.names[Language.EN] in _ILO


def _is_of_the_ilo(text: str, end: int, ours: Sequence[int]) -> bool:
    """Tell whether words that end there are said of the ILO: it is named, and they are not said to be another's."""
    other = _OF.match(text, end)
    return bool(ours) and (other is None or other.end() in ours)


def _terms_of(sources: Iterable[Source], language: Language) -> set[Term]:
    """Return the terms that sources in other languages use, each in its source's own language.

    A name counts in capitals alone: a «conseil d’administration» is a company's, the «Conseil d’administration» ours.
    """
    return {
        form.term
        for spoken, text in sources
        if spoken is not language
        for spot in Glossary.bundled().spots(text)
        for form in spot.meanings
        if form.language is spoken and (text[spot.start].isupper() or not form.term.names[spoken][0].isupper())
    }


@lru_cache(maxsize=1)
def _renderings() -> dict[Language, Spotter[Rendering]]:
    """Return the known wrong renderings of each language, ready to be found."""
    known: Sequence[Rendering] = read_renderings(Glossary.bundled().terms)
    return {
        language: Spotter((each.words, each) for each in known if each.language is language) for language in Language
    }
