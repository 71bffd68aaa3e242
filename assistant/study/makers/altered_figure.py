"""“Which figure was altered?”: a passage with several figures, one of them changed."""

from __future__ import annotations

from collections.abc import Iterator

import prompts
from assistant.study.alternatives import can_be, other_facts
from assistant.study.facts import Fact, FactKind, facts_in
from assistant.study.places import Place, Said
from assistant.study.rules import Reason, is_telling
from assistant.study.types import Item, ItemKind
from assistant.study.workshop import Candidate, Workshop, told
from corpus.types import Language, Role

_FEWEST, _MOST = 3, 6


def make(place: Place, shop: Workshop) -> Iterator[Candidate]:
    """Yield the question for a place, where it has three figures or more, each written once."""
    first = shop.languages[0]
    found = {language: _figures(place, language) for language in shop.languages}
    if any(each is None for each in found.values()):
        return
    values = {language: [fact.value for fact in facts] for language, (_, facts) in _known(found).items()}
    if any(set(each) != set(values[first]) for each in values.values()):
        return
    chance = shop.chance(place, ItemKind.ALTERED_FIGURE)
    altered = chance.choice(values[first])
    other = _other(place, shop, _known(found), altered)
    if other is None:
        yield Reason.SUPPORTED
        return

    def build(reader: Language) -> Item:
        said, facts = _known(found)[reader]
        fact = next(each for each in facts if each.value == altered)
        written, wrong = fact.words(said.text), other[reader]
        # in the order of the first language, so that the key stands at one place in both
        by_value = {each.value: each.words(said.text) for each in facts} | {altered: wrong}
        return shop.item(
            ItemKind.ALTERED_FIGURE,
            place,
            reader,
            place.evidence(said, reader),
            stem=prompts.render("study.stem_altered", reader, place=told(place, said, reader)),
            passage=said.passage(fact.replaced(said.text, wrong)),
            options=tuple(by_value[value] for value in values[first]),
            key=wrong,
            difficulty=3,
            feedback=prompts.render(
                "study.feedback_false", reader, right=written, wrong=wrong, place=place.citation(reader)
            ),
        )

    yield from shop.in_languages(build)


_Figures = tuple[Said, list[Fact]]


def _known(found: dict[Language, _Figures | None]) -> dict[Language, _Figures]:
    return {language: each for language, each in found.items() if each is not None}


def _figures(place: Place, reader: Language) -> _Figures | None:
    """Return a place's words and their figures, where there are enough and no two are written alike."""
    if place.role not in (Role.PARAGRAPH, Role.ITEM):
        return None
    whole = place.whole(place.version(reader))
    for said in (*place.sentences(place.version(reader)), *((whole,) if whole else ())):
        facts = [each for each in facts_in(said.text, said.language) if each.kind is not FactKind.NAME]
        written = [each.words(said.text) for each in facts]
        once = all(said.passage().count(each) == 1 for each in written)
        if _FEWEST <= len(facts) <= _MOST and once and is_telling(said.text):
            return said, facts
    return None


def _other(place: Place, shop: Workshop, found: dict[Language, _Figures], altered: str) -> dict[Language, str] | None:
    """Return another figure for one of a passage, as each language writes it; None where the library has all."""
    ways: dict[Language, tuple[Said, Fact, dict[str, str]]] = {}
    for language, (said, facts) in found.items():
        fact = next(each for each in facts if each.value == altered)
        chance = shop.chance(place, ItemKind.ALTERED_FIGURE)
        ways[language] = said, fact, dict(other_facts(fact, fact.words(said.text), said.language, chance))
    for value in ways[shop.languages[0]][2]:
        if all(
            value in written
            and can_be(fact, said.text, value)
            and written[value] not in said.passage()
            and not shop.support.bears_out(fact, value, written[value], said.text, place)
            for said, fact, written in ways.values()
        ):
            return {language: written[value] for language, (_, _, written) in ways.items()}
    return None
