"""“Which paragraph says this?”, in three grades: its own words, our note on it, or its words in another language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

import prompts
from assistant.study.places import Place, Said
from assistant.study.rules import Reason
from assistant.study.support import QUICK
from assistant.study.types import ItemKind
from assistant.study.workshop import Candidate, Workshop, corresponding, spoken
from corpus.references import format_locator, numbered_by
from corpus.text.folding import fold
from corpus.types import Language, Role, Status
from index.types import Filters

_ALIKE = 90  # of 100: nobody could tell which of the two paragraphs is meant
_COMPARED = 5


def make(place: Place, shop: Workshop) -> Iterator[Candidate]:
    """Yield the question for a place, in the grade that its versions and the paper's languages allow."""
    if place.role not in (Role.PARAGRAPH, Role.ITEM) or "¶" in place.locator:
        return  # a paragraph that we number ourselves has no number to be asked for
    yield from shop.in_languages(lambda reader: _item(place, shop, reader))


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
        difficulty=2 if version.status is Status.OFFICIAL and said.language is reader else 3,
        feedback=prompts.render("study.feedback_which", reader, place=place.citation(reader)),
    )


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
