"""“Which paragraph says this?”, in three grades: its own words, our note on it, or its words in another language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

import prompts
from assistant.study.chance import seeded
from assistant.study.places import Place, Said
from assistant.study.rules import Reason
from assistant.study.support import QUICK
from assistant.study.types import ItemKind
from assistant.study.workshop import Candidate, Workshop, corresponding, spoken
from corpus.references import format_locator, numbered_by
from corpus.text.folding import fold
from corpus.types import TEXTS, Language, Role, Status
from index.types import Filters, Placed

_ALIKE = 90  # of 100: nobody could tell which of the two paragraphs is meant
_COMPARED = 5
_FOREIGN, _NOTES = 0.25, 0.2  # how often, of the questions where there is such a version
_WORDS = {"para.": "paragraph", "paragr.": "paragraphe", "párr.": "párrafo", "Art.": "Article", "art.": "article"}


def make(place: Place, shop: Workshop) -> Iterator[Candidate]:
    """Yield the question for a place, in the grade that its versions and the paper's languages allow."""
    if place.role not in (Role.PARAGRAPH, Role.ITEM) or "¶" in place.locator:
        return  # a paragraph that we number ourselves has no number to be asked for
    graded = _graded(place, shop)
    yield from shop.in_languages(lambda reader: _item(graded, shop, reader))


def _graded(place: Place, shop: Workshop) -> Place:
    """Return a place with the version that is asked about: at times another language's, or our note on the text."""
    reader, *others = shop.languages
    own = place.placed.get(reader)
    if others or own is None or own.status not in TEXTS:
        return place
    drawn = seeded(shop.request.seed, "grade", place.document.id, place.locator).random()
    foreign = [each for each in place.placed.values() if each.language is not reader and each.status in TEXTS]
    if drawn < _FOREIGN and foreign:
        return replace(place, placed={foreign[0].language: foreign[0]})
    if drawn < _FOREIGN + _NOTES and shop.session.holdings.notes and place.role is Role.PARAGRAPH:
        kept = shop.session.library.renditions(
            place.document.id, locator=place.locator, language=reader, status=Status.NOTE
        )
        if note := next(kept, None):
            rendition = note.rendition
            return replace(place, placed={reader: Placed(reader, note.status, rendition, rendition.text)}, above=())
    return place


def _item(place: Place, shop: Workshop, reader: Language) -> Candidate | None:
    version = place.version(reader)
    said = corresponding(place, shop, ItemKind.WHICH_PARAGRAPH).get(reader)
    if said is None:
        return None
    if set(shop.support.where(said.text)) != {(place.document.id, place.locator)} or _has_a_twin(place, said, shop):
        return Reason.NOT_ONE_ANSWER
    title = place.named(reader)
    if version.status is Status.NOTE:
        stem = prompts.render("study.stem_which_note", reader, document=title)
    elif said.language is not reader:
        stem = prompts.render(
            "study.stem_which_language", reader, document=title, language=spoken(said.language, reader)
        )
    else:
        stem = prompts.render("study.stem_which", reader, document=title)
    kind = numbered_by(place.document)
    label = format_locator(place.locator, reader, kind)
    ways = [place.locator, *(format_locator(place.locator, each, kind) for each in Language)]
    ways += [spelt for way in ways[1:] for spelt in _spelt_out(way)]
    if place.document.symbol:  # nobody types a title
        ways.append(place.citation(reader))
    return shop.item(
        ItemKind.WHICH_PARAGRAPH,
        place,
        reader,
        place.evidence(said, reader),
        stem=stem,
        passage=said.passage(),
        key=label,
        accepted=tuple(each for each in dict.fromkeys(_typed(ways)) if each != label),
        difficulty=2 if version.status in TEXTS and said.language is reader else 3,
        feedback=prompts.render("study.feedback_which", reader, place=place.citation(reader)),
    )


def _spelt_out(way: str) -> Iterator[str]:
    """Yield a place with its word in full, and with the sign for it: what a Moodle test must know beforehand."""
    for short, full in _WORDS.items():
        if way.startswith(short):
            yield way.replace(short, full, 1)
            if full.startswith("para"):
                yield way.replace(short, "§", 1)


def _typed(ways: Sequence[str]) -> Iterator[str]:
    """Yield each way to write a place, and as it is typed: with plain spaces."""
    for each in ways:
        yield each
        yield each.replace("\u00a0", " ")


def _has_a_twin(place: Place, said: Said, shop: Workshop) -> bool:
    """Tell whether another paragraph of the document says nearly the same, in the same language."""
    search = shop.session.search
    for ranked in search.rank(said.text, Filters(None, place.document.id, None), steps=QUICK)[:_COMPARED]:
        other = search.placed(ranked.document, ranked.locator).get(said.language)
        if other is None or ranked.locator == place.locator:
            continue
        if fuzz.token_set_ratio(fold(said.text), fold(other.rendition.text)) >= _ALIKE:
            return True
    return False
