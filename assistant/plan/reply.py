"""The answer to a question about a plan: the rows, counts and sums asked for, each with the lines it is read from.

What is quoted passes the quote gate like any other quotation. A sum or a share is computed from the figures of the
lines quoted beneath it and points to each; where the objectives do not add up to the total stated, that is said.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.composition import Composition, Piece, piece_of
from assistant.plan import patterns
from assistant.plan.conditions import has_translated_words
from assistant.plan.figures import (
    ResourceCalculator,
    extreme_places,
    extreme_statement,
    period_places,
    period_statement,
)
from assistant.plan.question_parser import Aim, PlanQuestion
from assistant.plan.wording import condition_names, find_absent
from assistant.session import Session
from corpus.library.library import Library
from corpus.plan import Objective, Output, Plan, Row, Total
from corpus.text.folding import fold
from corpus.text.typography import listed, years_written
from corpus.types import TEXTS, Language
from index.query.stems import stems_of
from index.ranking.ranker import Place

_OF_ONE = (Aim.RESOURCES, Aim.SHARE)


@dataclass(frozen=True, slots=True)
class Reply:
    """The reply of one plan to a question: the places it is read from, in their order. No places: nothing fits."""

    plan: Plan
    question: PlanQuestion
    places: tuple[str, ...]


def replies(question: PlanQuestion, session: Session, documents: Collection[str] = ()) -> list[Reply]:
    """Return the replies of the plans loaded, or of `documents`, to a question; empty where it is not about them."""
    found = [
        Reply(plan, meant, tuple(_places(plan, meant)))
        for plan in session.plans.plans(session.reader, documents)
        if (meant := by_title(plan, question)) and _is_about(plan, meant, session.library)
    ]
    answering = [reply for reply in found if reply.places]
    if answering:
        return answering
    understood = question.wanted in (Aim.ROWS, Aim.COUNT) and not (
        question.unread or question.loose or question.conditions.words
    )
    return found if understood else []


def places_of(found: Sequence[Reply]) -> list[Place]:
    """Return the paragraphs that the replies are read from."""
    return [(reply.plan.document, locator) for reply in found for locator in reply.places]


def _places(plan: Plan, question: PlanQuestion) -> Iterator[str]:
    if question.wanted is Aim.ROWS or (question.wanted is Aim.COUNT and _counts_rows(question)):
        yield from (row.locator for row in question.conditions.rows(plan))
    elif question.wanted is Aim.EXTREME:
        yield from extreme_places(plan, question)
    elif question.wanted is Aim.COUNT:
        counted = plan.objectives if question.noun == "objectives" else plan.outputs
        number = question.conditions.objective
        under = {each.locator for each in plan.outputs if number in (None, each.objective)}
        yield from (each.locator for each in counted if number is None or each.locator in under)
    elif question.wanted is Aim.PERIOD:
        yield from period_places(plan, question)
    else:
        yield from ResourceCalculator(plan).places(question)


def _counts_rows(question: PlanQuestion) -> bool:
    """Tell whether rows are counted: they are asked for, or outputs on a condition that only rows can meet."""
    by_objective = question.conditions.objective is not None and question.noun != "rows"
    return question.noun == "rows" or (bool(question.conditions) and not by_objective)


def _is_about(plan: Plan, question: PlanQuestion, library: Library) -> bool:
    """Tell whether a question is about a plan: all that it names is in the plan.

    Where it gives what the table alone lists, its names are enough: one about “point 9(n) in Bolivia” is not.
    A year that was not understood is a condition that would be ignored, except the years that a total is for.
    """
    years = {word for word in question.unread if re.fullmatch(r"20\d\d", word)}
    if question.wanted in (Aim.ROWS, Aim.COUNT):
        if years:
            return False
    elif not years <= {*map(str, plan.years or ())}:
        return False
    words = question.names if question.by_numbers else question.unread
    return _knows(plan, [word for word in words if word not in years], library)


def _knows(plan: Plan, words: Sequence[str], library: Library) -> bool:
    """Tell whether a plan has all of some words in its titles, those of its document, or the wording of its total."""
    if not words:
        return True
    said: dict[Language, set[str]] = {language: set() for language in Language}
    for code, title in library.document(plan.document).titles.items():
        said[Language(code)].update(stems_of(title, Language(code)))
    titles: list[Objective | Output | Total] = [*plan.objectives, *plan.outputs, *([plan.total] if plan.total else [])]
    for wording in (wording for node in titles for wording in node.wordings):
        said[wording.language].update(stems_of(wording.text, wording.language))
    return all(
        any(known.issuperset(own) for language, known in said.items() if (own := stems_of(word, language)))
        for word in words
    )


# In words -----------------------------------------------------------------------------------------------------------


def compose(found: Sequence[Reply], session: Session) -> Composition:
    """Return the replies as an answer; without citations where no plan has what is asked for."""
    composition = Composition(session.reader)
    for reply in found:
        top = len(composition.blocks)
        _ReplyWriter(reply, session, composition).write()
        if len(found) > 1:
            document = session.library.document(reply.plan.document)
            composition.blocks[top] = f"{document.symbol or document.title(session.reader)}\n{composition.blocks[top]}"
    return composition


class _ReplyWriter:
    """Writes one reply: a statement on top, the lines it is read from beneath."""

    def __init__(self, reply: Reply, session: Session, composition: Composition) -> None:
        """Write into a composition."""
        self._reply, self._plan, self._question = reply, reply.plan, reply.question
        self._document = session.library.document(reply.plan.document)
        self._search, self._composition = session.search, composition

    def write(self) -> None:
        """Add the statement and the quotations."""
        top = len(self._composition.blocks)
        rows = [row for row in self._plan.rows if row.locator in self._reply.places]
        if not self._reply.places:
            statement = self._nothing()
        elif rows:
            first = len(self._composition.citations)
            self._quote_rows(rows)
            statement = (
                period_statement(self._plan, self._question, self._numbers(first), self._composition)
                if self._question.wanted is Aim.PERIOD
                else extreme_statement(rows, self._question, self._composition)
                if self._question.wanted is Aim.EXTREME
                else self._rows(rows)
            )
        else:
            first = len(self._composition.citations)
            self._quote_each()
            numbers = self._numbers(first)
            statement = self._figures(numbers)
        self._composition.blocks.insert(top, statement)

    def _figures(self, numbers: Mapping[str, int]) -> str:
        """Return the number, the period or the amount; `numbers` has the citation of each place."""
        if self._question.wanted is Aim.COUNT:
            return self._count()
        if self._question.wanted is Aim.PERIOD:
            return period_statement(self._plan, self._question, numbers, self._composition)
        return ResourceCalculator(self._plan).statement(self._question, numbers, self._composition)

    def _quote_rows(self, rows: Sequence[Row]) -> None:
        """Quote rows, in a block of their own for each version."""
        self._composition.add_rows([self._piece(row.locator) for row in rows])

    def _quote_each(self) -> None:
        """Quote the lines that a statement is read from, each under its reference."""
        pieces = [self._piece(locator) for locator in self._reply.places]
        if self._question.wanted is Aim.COUNT and self._question.noun == "outputs":
            self._composition.add_rows(pieces)  # each says its own number
            return
        for piece in pieces:
            self._composition.add([piece])

    def _piece(self, locator: str) -> Piece:
        placed = self._search.placed(self._document.id, locator)
        return piece_of(self._document, locator, placed, self._composition.language)

    def _numbers(self, first: int) -> dict[str, int]:
        """Return the number of the citation that each place is shown by, an official one where there is one."""
        cited = [each for each in self._composition.citations[first:] if each.document == self._document.id]
        official_last = sorted(cited, key=lambda each: (each.status in TEXTS, -each.n))
        return {each.locator: each.n for each in official_last}

    def _rows(self, rows: Sequence[Row]) -> str:
        """Return how many rows answer, of how many, under which outputs."""
        outputs = list(dict.fromkeys(row.output for row in rows))
        return self._composition.say(
            "plan.rows", count=len(rows), all=len(self._plan.rows), outputs=listed(outputs, self._composition.language)
        )

    def _count(self) -> str:
        """Return how many outputs and deliverables an objective or the whole plan has."""
        number = self._question.conditions.objective
        outputs = [each.number for each in self._plan.outputs if number in (None, each.objective)]
        rows = [row for row in self._plan.rows if number in (None, row.objective)]
        return self._composition.say(
            "plan.count_objective" if number else "plan.count_plan",
            **({"number": number} if number else {"objectives": len(self._plan.objectives)}),
            outputs=len(outputs),
            listed=listed(outputs, self._composition.language),
            rows=len(rows),
        )

    def _nothing(self) -> str:
        """Return that no row meets the conditions, and what the plan covers."""
        years = self._plan.years
        missing = find_absent(self._plan, self._question.conditions, self._composition.language)
        said = self._composition.say(
            "plan.none",
            conditions=condition_names(self._question.conditions, self._composition.language),
            all=len(self._plan.rows),
            years=years_written(*years, self._composition.language) if years else "—",
        )
        return "\n".join([said, *(each.told for each in missing if each.known)])


def by_title(plan: Plan, question: PlanQuestion) -> PlanQuestion | None:
    """Return a question for a sum as one for the objective that its words name.

    Words that all objectives say name none, and neither do words that none says: a question for the total stays one,
    and one for the sum of an objective is then not for this plan (None).
    """
    if question.wanted is not Aim.TOTAL and (question.wanted not in _OF_ONE or question.conditions.objective):
        return question
    words = [word for word in question.unread if not patterns.DOING.match(word)]
    named = [each for each in plan.objectives if words and _has_words(each, words, plan.language)]
    if len(named) == 1:
        wanted = question.wanted if question.wanted in _OF_ONE else Aim.RESOURCES
        return replace(
            question, wanted=wanted, conditions=replace(question.conditions, objective=named[0].number), unread=()
        )
    return question if question.wanted is Aim.TOTAL else None


def _has_words(objective: Objective, words: Sequence[str], language: Language) -> bool:
    """Tell whether the title of an objective has all of some words, as they stand or translated from `language`."""
    return all(
        any(
            _has(title, word, spoken) or has_translated_words(title, word, language, spoken) for spoken, title in titles
        )
        for titles in [objective.titles.items()]
        for word in words
    )


def _has(title: str, word: str, language: Language) -> bool:
    """Tell whether a title in a language has a word, in any of its forms."""
    own = stems_of(word, language)
    said = {*stems_of(title, language), *stems_of(fold(title), language)}  # a question is read without accents
    return bool(own) and said.issuperset(own)
