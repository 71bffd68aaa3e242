"""Matching: the titles of Conventions and Recommendations that a document cites, with their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import prompts
from assistant.study.places import Place, Said
from assistant.study.types import Item, ItemKind, Pair
from assistant.study.workshop import Candidate, Workshop
from corpus.text.typography import COLON
from corpus.types import Language, Role

_PAIRS, _FEWEST = 5, 3
_NUMBER, _YEAR = r"(?P<number>\d{1,3})", r"(?P<year>(?:19|20)\d\d)"
# As documents of the ILO write them; the last two as our notes do.
_CITED = {
    Language.EN: (
        rf"(?P<title>[A-Z][^,;.()]{{6,120}}? (?P<what>Convention|Recommendation)), {_YEAR} \(No\.\s?{_NUMBER}\)",
        rf"(?P<what>Convention|Recommendation) No\.\s?{_NUMBER} \((?P<title>[^()]{{6,120}}?), {_YEAR}\)",
    ),
    Language.FR: (
        rf"(?P<what>[Cc]onvention|[Rr]ecommandation) \(n[o°]\s?{_NUMBER}\) (?P<title>[^,;()]{{8,140}}?),? {_YEAR}",
        rf"(?P<what>[Cc]onvention|[Rr]ecommandation) n[o°]\s?{_NUMBER} \((?P<title>[^()]{{6,120}}?), {_YEAR}\)",
    ),
    Language.ES: (
        rf"(?P<what>Convenio|Recomendación) (?P<title>sobre [^,;()]{{6,140}}), {_YEAR} \(n[úu]m\.\s?{_NUMBER}\)",
    ),
}
_ABOUT = re.compile(r"(?:sur|concernant|relative?|sobre|relativ[oa]|de)\s|d[’']")
_WRITTEN = {Language.EN: "No. {}", Language.FR: "n°\u00a0{}", Language.ES: "núm. {}"}


@dataclass(frozen=True, slots=True)
class CitedInstrument:
    """An instrument as a place cites it: its title with its year, and its number, both in the text's language."""

    place: Place
    said: Said
    title: str
    number: str


def make(place: Place, shop: Workshop) -> Iterator[Candidate]:
    """Yield the question for a place that cites an instrument, where its document cites enough of them."""
    if not any(_instruments(place, shop.languages[0])):
        return
    yield from shop.in_languages(lambda reader: _item(place, shop, reader))


def _item(place: Place, shop: Workshop, reader: Language) -> Item | None:
    found: dict[str, CitedInstrument] = {}
    chosen = [locator for document, locator in shop.chosen.locators if document == place.document.id]
    for locator in (place.locator, *chosen):
        near = shop.chosen.place(place.document.id, locator)
        for each in _instruments(near, reader) if near else ():
            found.setdefault(each.number, each)
    kept = list(found.values())[:_PAIRS]
    if len(kept) < _FEWEST or len({each.title.casefold() for each in kept}) < len(kept):
        return None
    return shop.item(
        ItemKind.MATCHING,
        place,
        reader,
        [each.place.evidence(each.said, reader)[0] for each in kept],
        stem=prompts.render("study.stem_match_instruments", reader, document=place.named(reader)),
        pairs=tuple(Pair(each.title, each.number) for each in sorted(kept, key=lambda each: each.title)),
        difficulty=2,
        feedback=prompts.render("study.feedback_see", reader, place=place.citation(reader)),
    )


def _instruments(place: Place, reader: Language) -> Iterator[CitedInstrument]:
    """Yield the instruments that a place cites by title and number, as a reader gets its text."""
    if place.role not in (Role.PARAGRAPH, Role.ITEM):
        return
    for said in place.sentences(place.version(reader)):
        for pattern in _CITED[said.language]:
            for match in re.finditer(pattern, said.text):
                number = _WRITTEN[said.language].format(match["number"])
                yield CitedInstrument(place, said, _title(match, said.language), number)


def _title(match: re.Match[str], language: Language) -> str:
    """Return the title of an instrument with its kind and its year."""
    kind, title = match["what"].capitalize(), match["title"]
    if kind in title:
        return f"{title}, {match['year']}"
    joint = " " if _ABOUT.match(title) else f"{COLON[language]} "
    return f"{kind}{joint}{title}, {match['year']}"
