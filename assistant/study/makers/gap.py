"""A gap in a verbatim sentence, for the words of a term or name: typed, as the document has them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import prompts
from assistant.study.places import Place, Said
from assistant.study.rules import Reason, is_sentence, is_telling
from assistant.study.types import GAP, Item, ItemKind
from assistant.study.workshop import Candidate, Workshop, told
from assistant.text.quotes import words
from corpus.glossary.glossary import Glossary
from corpus.glossary.types import Term
from corpus.text.folding import fold
from corpus.text.typography import in_marks
from corpus.types import Language, Role

_FEWEST_LETTERS = 8
_ARTICLE = re.compile(r"(?:(?:the|les?|la|el|los|las)\s|l[’'])(?=\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TermInText:
    """A term of the glossary where a place has it, in one language."""

    said: Said
    term: Term
    start: int
    end: int

    @property
    def words(self) -> str:
        """How it is written there."""
        return self.said.text[self.start : self.end]


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
    glossary = Glossary.bundled()
    for said in place.sentences(place.version(reader)):
        if not is_telling(said.text) or not (place.role is Role.ITEM or is_sentence(said.text)):
            continue
        shown = fold(said.passage())
        for spot in glossary.spots(said.text):
            written = said.text[spot.start : spot.end]
            terms = {form.term for form in spot.meanings if form.language is said.language and not form.abbreviated}
            article = _ARTICLE.match(written)
            start = spot.start + (article.end() if article else 0)
            if len(terms) != 1 or spot.end - start < _FEWEST_LETTERS or not next(iter(terms)).explained:
                continue
            if shown.count(fold(said.text[start : spot.end])) == 1:
                yield TermInText(said, terms.pop(), start, spot.end)


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
