"""A gap in a verbatim sentence, for the words of a term or name: typed, as the document has them."""

from __future__ import annotations

from collections.abc import Iterator

import prompts
from assistant.study.places import Place
from assistant.study.rules import Reason, is_sentence, is_telling
from assistant.study.terms import TermInText, terms_said
from assistant.study.types import GAP, Item, ItemKind
from assistant.study.workshop import Candidate, Workshop, told
from assistant.text.quotes import words
from corpus.text.folding import fold
from corpus.text.typography import in_marks
from corpus.types import Language, Role

_FEWEST_LETTERS = 8


def make(place: Place, shop: Workshop) -> Iterator[Candidate]:
    """Yield a sentence with a term left out, for each term that stands in it once."""
    if place.role not in (Role.PARAGRAPH, Role.ITEM):
        return
    first, *others = shop.languages
    candidates = list(terms_of(place, first))
    shop.chance(place, ItemKind.GAP).shuffle(candidates)
    for one in candidates:
        found = {first: one}
        for language in others:
            same = [each for each in terms_of(place, language) if each.term is one.term]
            if len(same) == 1:
                found[language] = same[0]
        if len(found) < len(shop.languages):
            continue

        def build(reader: Language, found: dict[Language, TermInText] = found) -> Candidate:
            return _item(place, shop, found[reader], reader)

        yield from shop.in_languages(build)


def terms_of(place: Place, reader: Language) -> Iterator[TermInText]:
    """Yield the terms in a place's telling sentences, as a reader gets its text, those that stand there once."""
    titles = fold(" ".join(place.document.titles.values()))
    for said in place.sentences(place.version(reader)):
        if not is_telling(said.text) or not (place.role is Role.ITEM or is_sentence(said.text)):
            continue
        shown = fold(said.passage())
        for found in terms_said(place, said):
            written = fold(found.words)
            # the title of the document stands in the question
            if len(written) >= _FEWEST_LETTERS and shown.count(written) == 1 and written not in titles:
                yield found


def _typed(words: str) -> str:
    """Return words as a keyboard types them."""
    return words.translate({0x2019: "'", 0xA0: " ", 0x202F: " "})


def _item(place: Place, shop: Workshop, one: TermInText, reader: Language) -> Item | Reason:
    said = one.said
    around = said.text[: one.start], said.text[one.end :]
    without = all(words(each) for each in around) and shop.support.is_said(" ".join(around))
    if without or shop.support.is_filled_otherwise(*around, one.words):
        return Reason.NOT_ONE_ANSWER
    return shop.item(
        ItemKind.GAP,
        place,
        reader,
        place.evidence(said, reader),
        stem=prompts.render("study.stem_gap", reader, place=told(place, said, reader)),
        passage=said.passage(GAP.join(around)),
        key=one.words,
        accepted=tuple({_typed(one.words)} - {one.words}),
        difficulty=2,
        feedback=prompts.render(
            "study.feedback", reader, right=in_marks(one.words, str(reader)), place=place.citation(reader)
        ),
    )
