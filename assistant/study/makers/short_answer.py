"""Open questions, judged by people: what a paragraph lists, or says under its heading; the paragraph is the key."""

from __future__ import annotations

from collections.abc import Iterator

import prompts
from assistant.study.places import Place, Said
from assistant.study.rules import is_telling
from assistant.study.types import ItemKind
from assistant.study.workshop import Candidate, Workshop, told
from corpus.text.one_line import shortened
from corpus.text.sentences import sentence_spans
from corpus.text.typography import in_marks
from corpus.types import Language, Role
from index.types import Placed

_FEWEST_ITEMS, _MOST_ITEMS = 2, 12
_MOST_WORDS = 160  # of a key that people can still compare with
_LONGEST_HEADING = 90


def make(place: Place, shop: Workshop) -> Iterator[Candidate]:
    """Yield the question for a place that opens a list or has a heading of its own."""
    if place.role is not Role.PARAGRAPH:
        return
    below = shop.session.holdings.below(place.document.id, place.locator, Role.ITEM)
    if below:
        yield from shop.in_languages(lambda reader: _of_list(place, tuple(below), shop, reader))
    else:
        yield from shop.in_languages(lambda reader: _of_heading(place, shop, reader))


def _of_list(place: Place, below: tuple[str, ...], shop: Workshop, reader: Language) -> Candidate | None:
    version = place.version(reader)
    opening = version.rendition.text
    if not opening.rstrip().endswith((":", "—")) or not _FEWEST_ITEMS <= len(below) <= _MOST_ITEMS:
        return None
    items = [shop.chosen.place(place.document.id, each) for each in below]
    kept: list[tuple[Place, Placed]] = []
    for item in items:
        placed = item.placed.get(version.language) if item else None
        if item is None or placed is None or placed.status is not version.status:
            return None
        kept.append((item, placed))
    if len(version.text.split()) > _MOST_WORDS or any(len(each.rendition.text.split()) < 2 for _, each in kept):
        return None
    spans = sentence_spans(opening)
    said = Said(opening, version.language, version.status)
    evidence = [
        *place.evidence(said, reader),
        *(item.evidence(Said(each.rendition.text, each.language, each.status), reader)[0] for item, each in kept),
    ]
    return shop.item(
        ItemKind.SHORT_ANSWER,
        place,
        reader,
        evidence,
        stem=prompts.render("study.stem_list", reader, place=told(place, said, reader), count=len(below)),
        passage=opening[spans[-1][0] :],
        key=version.text,
        difficulty=3,
        feedback=prompts.render("study.feedback_see", reader, place=place.citation(reader)),
    )


def _of_heading(place: Place, shop: Workshop, reader: Language) -> Candidate | None:
    """Return a question on what a paragraph says under a heading that no other paragraph shares."""
    version = place.version(reader)
    text, heading = version.rendition.text, version.rendition.heading
    if not heading or not is_telling(text) or len(text.split()) > _MOST_WORDS:
        return None
    shared = sum(
        placed[version.language].rendition.heading == heading
        for placed in shop.session.search.paragraphs(place.document.id).values()
        if version.language in placed
    )
    if shared != 1 or not 3 <= len(heading[-1]) <= _LONGEST_HEADING:
        return None
    said = Said(text, version.language, version.status)
    return shop.item(
        ItemKind.SHORT_ANSWER,
        place,
        reader,
        place.evidence(said, reader),
        stem=prompts.render(
            "study.stem_heading",
            reader,
            place=told(place, said, reader),
            heading=in_marks(shortened(heading[-1], _LONGEST_HEADING), str(reader)),
        ),
        passage="",
        key=text,
        difficulty=3,
        feedback=prompts.render("study.feedback_see", reader, place=place.citation(reader)),
    )
