"""The years of a plan: those that its document states, and those of its rows, of an objective's, of an output's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assistant.composition import Composition
from assistant.plan.question_parser import PlanQuestion
from assistant.plan.wording import condition_names
from corpus.plan import Plan, Row
from corpus.text.typography import years_written


def period_places(plan: Plan, question: PlanQuestion) -> Iterator[str]:
    """Yield the locators that have the years: the paragraph that states them, else rows; none where no row has any."""
    rows = _dated(plan, question)
    if question.conditions:
        yield from (row.locator for row in rows)
    elif plan.period:
        yield plan.period
    elif rows:
        yield from dict.fromkeys((_earliest(rows).locator, _latest(rows).locator))


def period_statement(plan: Plan, question: PlanQuestion, numbers: Mapping[str, int], composition: Composition) -> str:
    """Return the years in words, and whether the document states them or they are computed from the rows."""
    rows = _dated(plan, question)
    first, last = _earliest(rows).first, _latest(rows).last
    years = years_written(first, last, composition.language)
    values = {"first": first, "last": last}
    computed = composition.say("plan.period_computed", count=len(rows), **values)
    if question.conditions:
        part = condition_names(question.conditions, composition.language)
        said = composition.say("plan.period_part", part=part[:1].upper() + part[1:], years=years)
        return f"{said}\n{computed}"
    said = composition.say("plan.period", years=years, **values)
    if plan.period:
        stated = composition.say("plan.period_stated", number=numbers[plan.period], count=len(rows))
        return f"{said}\n{stated}"
    cited = "".join(f" [{number}]" for number in sorted(set(numbers.values())))
    return f"{said}\n{computed}{cited}"


def _dated(plan: Plan, question: PlanQuestion) -> list[Row]:
    """Return the rows asked about that have years."""
    return [row for row in question.conditions.rows(plan) if row.first is not None and row.last is not None]


def _earliest(rows: list[Row]) -> Row:
    """Return the row that begins first."""
    return min(rows, key=lambda row: row.first or 0)


def _latest(rows: list[Row]) -> Row:
    """Return the row that ends last."""
    return max(rows, key=lambda row: row.last or 0)
