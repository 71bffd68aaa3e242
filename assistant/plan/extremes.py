"""The rows of a plan that list the most, or the fewest, points of the Conclusions or outputs of the programme."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.composition import Composition
from assistant.plan.question_parser import PlanQuestion
from corpus.plan import Plan, Row

_SAID = {
    ("points", True): "plan.most_points",
    ("points", False): "plan.fewest_points",
    ("programme", True): "plan.most_programme",
    ("programme", False): "plan.fewest_programme",
}


def extreme_places(plan: Plan, question: PlanQuestion) -> Iterator[str]:
    """Yield the rows, of all that meet the conditions and list anything, with the extreme number; all where several."""
    rows = [row for row in question.conditions.rows(plan) if _listed(row, question)]
    if rows:
        extreme = (max if question.most else min)(_listed(row, question) for row in rows)
        yield from (row.locator for row in rows if _listed(row, question) == extreme)


def extreme_statement(rows: Sequence[Row], question: PlanQuestion, composition: Composition) -> str:
    """Say how many the rows found list: counted by us, from the table."""
    return composition.say(_SAID[question.column, question.most], count=len(rows), number=_listed(rows[0], question))


def _listed(row: Row, question: PlanQuestion) -> int:
    """Return how many a row lists in the column asked about; a point and its letters count as the row lists them."""
    return len(row.points if question.column == "points" else row.programme)
