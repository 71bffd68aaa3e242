"""Questions about a fact in a sentence: chosen among four, typed as a number or as words, or held true or false."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import prompts
from assistant.ask.claims.figures import Kind as Writing
from assistant.ask.claims.figures import figures_in
from assistant.study.alternatives import as_number, can_be, numbers_in, other_facts
from assistant.study.chance import seeded
from assistant.study.facts import NUMBERS, Fact, FactKind, facts_in
from assistant.study.places import Place, Said
from assistant.study.rules import Reason, is_sentence, is_telling
from assistant.study.types import GAP, Item, ItemKind
from assistant.study.workshop import Candidate, Workshop, told
from corpus.glossary.types import Field
from corpus.text.typography import in_marks
from corpus.types import Language, Role

_OPTIONS = 4
_TRUE = 0.5
_STEMS = {
    FactKind.YEAR: "study.stem_year",
    FactKind.MONEY: "study.stem_money",
    FactKind.PERCENT: "study.stem_percent",
    FactKind.DURATION: "study.stem_duration",
    FactKind.COUNT: "study.stem_count",
    FactKind.DATE: "study.stem_date",
    FactKind.INSTRUMENT: "study.stem_instrument",
    FactKind.NAME: "study.stem_name",
}
_IN_PLACES = (Role.PARAGRAPH, Role.ITEM)


@dataclass(frozen=True, slots=True)
class AskedFact:
    """A fact and the words of a place that state it, in one language."""

    said: Said
    fact: Fact

    @property
    def words(self) -> str:
        """How it is written."""
        return self.fact.words(self.said.text)

    def passage(self, instead: str) -> str:
        """Return the words of the place with something else in the place of the fact."""
        return self.said.passage(self.fact.replaced(self.said.text, instead))


def multiple_choice(place: Place, shop: Workshop) -> Iterator[Candidate]:
    """Yield questions with one right option out of four, all written alike."""
    for asked in _asked(place, shop, ItemKind.MULTIPLE_CHOICE):
        others = _borne_out_nowhere(asked, place, shop, ItemKind.MULTIPLE_CHOICE, _OPTIONS - 1)
        if others is None:
            yield Reason.SUPPORTED
            continue
        right = asked[shop.languages[0]]
        # A list: names are of no size, and the order of a set is another in each process.
        values = sorted([right.fact.value, *others[shop.languages[0]]], key=_by_size(right))
        if right.fact.kind is FactKind.NAME:
            shop.chance(place, ItemKind.MULTIPLE_CHOICE).shuffle(values)

        def build(
            reader: Language, asked: _Asked = asked, others: _Others = others, values: list[str] = values
        ) -> Item:
            one = asked[reader]
            options = tuple(one.words if each == one.fact.value else others[reader][each] for each in values)
            return shop.item(
                ItemKind.MULTIPLE_CHOICE,
                place,
                reader,
                place.evidence(one.said, reader),
                stem=prompts.render(_STEMS[one.fact.kind], reader, place=told(place, one.said, reader)),
                passage=one.passage(GAP),
                options=options,
                key=one.words,
                feedback=_feedback(place, one, reader),
            )

        yield from shop.in_languages(build)


def true_false(place: Place, shop: Workshop) -> Iterator[Candidate]:
    """Yield statements: the document's own, or with one fact changed."""
    for asked in _asked(place, shop, ItemKind.TRUE_FALSE):
        term = asked[shop.languages[0]].fact.term
        if term and term.field is not Field.PARTNERS:
            continue  # what a unit of the ILO does, the ILO does too
        # also for a true statement: else what cannot be made false would always be true
        others = _borne_out_nowhere(asked, place, shop, ItemKind.TRUE_FALSE, 1)
        if others is None:
            yield Reason.SUPPORTED
            continue
        is_true = seeded(shop.request.seed, "true", place.document.id, place.locator).random() < _TRUE

        def build(reader: Language, asked: _Asked = asked, others: _Others = others, is_true: bool = is_true) -> Item:
            one = asked[reader]
            wrong = None if is_true else next(iter(others[reader].values()))
            feedback = prompts.render("study.feedback_true", reader, place=place.citation(reader))
            if wrong is not None:
                feedback = prompts.render(
                    "study.feedback_false",
                    reader,
                    right=_shown(one, one.words, reader),
                    wrong=_shown(one, wrong, reader),
                    place=place.citation(reader),
                )
            return shop.item(
                ItemKind.TRUE_FALSE,
                place,
                reader,
                place.evidence(one.said, reader),
                stem=prompts.render("study.stem_true_false", reader, place=told(place, one.said, reader)),
                passage=one.said.passage() if wrong is None else one.passage(wrong),
                key="true" if wrong is None else "false",
                feedback=feedback,
            )

        yield from shop.in_languages(build)


def numeric(place: Place, shop: Workshop) -> Iterator[Candidate]:
    """Yield sentences with a number left out, to be typed in figures; decimals are taken to half their last place."""
    for asked in _asked(place, shop, ItemKind.NUMERIC):
        if asked[shop.languages[0]].fact.kind not in NUMBERS:
            continue

        def build(reader: Language, asked: _Asked = asked) -> Candidate:
            one = asked[reader]
            number = as_number(one.words)
            around = one.said.text[: one.fact.start], one.said.text[one.fact.end :]
            if number is None or shop.support.is_filled_otherwise(*around, one.words):
                return Reason.NOT_ONE_ANSWER
            exponent = int(number.as_tuple().exponent)
            return shop.item(
                ItemKind.NUMERIC,
                place,
                reader,
                place.evidence(one.said, reader),
                stem=prompts.render("study.stem_numeric", reader, place=told(place, one.said, reader)),
                passage=one.passage(GAP),
                key=one.words,
                number=float(number),
                tolerance=0.5 * 10.0**exponent if exponent < 0 else 0.0,
                difficulty=2,
                feedback=_feedback(place, one, reader),
            )

        yield from shop.in_languages(build)


_Asked = dict[Language, AskedFact]
_Others = dict[Language, dict[str, str]]


def _asked(place: Place, shop: Workshop, kind: ItemKind) -> Iterator[_Asked]:
    """Yield the facts of a place that can be asked for, in an order of chance, each in every language of the paper."""
    if place.role not in _IN_PLACES:
        return
    first, *others = shop.languages
    candidates = list(facts_of(place, first))
    shop.chance(place, kind).shuffle(candidates)
    for one in candidates:
        found = {first: one}
        for language in others:
            same = [each for each in facts_of(place, language) if _is_same(each.fact, one.fact)]
            if len(same) == 1 or (same and same[0].said.language is one.said.language):
                found[language] = same[0]
        if len(found) == len(shop.languages):
            yield found


def facts_of(place: Place, reader: Language) -> Iterator[AskedFact]:
    """Yield the facts of a place as a reader gets its text, those that stand once in a telling sentence."""
    for said in place.sentences(place.version(reader)):
        if not is_telling(said.text) or not (said.opening or place.role is Role.ITEM or is_sentence(said.text)):
            continue
        facts = facts_in(said.text, said.language)
        written = [fact.words(said.text) for fact in facts]
        shown = said.passage()
        for fact, words in zip(facts, written, strict=True):
            if written.count(words) == 1 and shown.count(words) == 1 and not _is_said_again(words, shown):
                yield AskedFact(said, fact)


def _is_said_again(words: str, shown: str) -> bool:
    """Tell whether a number stands in a text a second time, in digits or in words: “thirty (30) days”."""
    number = as_number(words)
    if number is None:
        return False
    in_words = sum(each.kind is Writing.WORDS and each.value == number for each in figures_in(shown))
    return numbers_in(shown).count(number) > 1 or in_words > (not words[0].isdigit())


def _is_same(one: Fact, other: Fact) -> bool:
    return (one.kind, one.value) == (other.kind, other.value)


def _borne_out_nowhere(asked: _Asked, place: Place, shop: Workshop, kind: ItemKind, count: int) -> _Others | None:
    """Return as many other facts as are wanted, by value in each language; None where the library has all of them."""
    first, *rest = shop.languages
    written: _Others = {}
    for language, one in asked.items():
        chance = shop.chance(place, kind)
        written[language] = dict(other_facts(one.fact, one.words, one.said.language, chance))
    kept: list[str] = []
    for value in written[first]:
        if not all(value in written[language] for language in rest) or not can_be(
            asked[first].fact, asked[first].said.text, value
        ):
            continue
        if any(
            shop.support.bears_out(one.fact, value, written[language][value], one.said.text, place)
            for language, one in asked.items()
        ):
            continue
        kept.append(value)
        if len(kept) == count:
            return {language: {each: written[language][each] for each in kept} for language in shop.languages}
    return None


def _by_size(right: AskedFact) -> Callable[[str], float]:
    """Return what options are sorted by: numbers by their size."""

    def size(value: str) -> float:
        number = as_number(right.words if value == right.fact.value else value)
        return float(number) if number is not None else 0.0

    return size


def _feedback(place: Place, one: AskedFact, reader: Language) -> str:
    right = _shown(one, one.words, reader)
    return prompts.render("study.feedback", reader, right=right, place=place.citation(reader))


def _shown(one: AskedFact, words: str, reader: Language) -> str:
    """Return a figure as it is, a name between quotation marks: it may be in another language."""
    return in_marks(words, str(reader)) if one.fact.kind is FactKind.NAME else words
