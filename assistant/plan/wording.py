"""What is said of a plan: numbers, conditions, and what it does not have, as readers of each language write them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal

import prompts
from assistant.plan.conditions import Conditions, answers
from assistant.plan.types import Absent
from corpus.plan import Plan
from corpus.references import format_locator
from corpus.text.typography import listed, percent_written, with_semicolons, years_written
from corpus.types import Language

_KEYS = {
    "objective": "plan.no_objective",
    "output": "plan.no_output",
    "point": "plan.no_point",
    "programme": "plan.no_programme",
    "active": "plan.no_active",
    "starting": "plan.no_starting",
    "ending": "plan.no_ending",
}
_PIECE = re.compile(r"\d+|[a-z]+", re.IGNORECASE)


def percent(part: Decimal, whole: Decimal, language: Language) -> str:
    """Return a share of a whole in per cent, rounded half up to one decimal."""
    share = (100 * part / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return percent_written(share / 100, language)


def point_written(point: str, language: Language) -> str:
    """Return a point as a reader writes it, without the word: 9(n), «9 n)», «9, n)»."""
    return format_locator(point, language).partition("\u00a0" if language is Language.FR else " ")[2]


def condition_names(conditions: Conditions, language: Language) -> str:
    """Return the conditions in words, as answers, the command and the page say them."""
    said = (prompts.render(key, language, value=value) for key, value in _said(conditions, language) if value)
    return with_semicolons(said, language)


def _said(conditions: Conditions, language: Language) -> Iterator[tuple[str, str]]:
    """Yield the prompt of each condition, and its value in words; an empty value is no condition."""
    low, high = (str(year or "") for year in (conditions.ends_from, conditions.ends_to))
    points, without = (
        [point_written(each, language) for each in some] for some in (conditions.points, conditions.without)
    )
    yield "plan.condition_objective", conditions.objective or ""
    yield "plan.condition_output", conditions.output or ""
    yield (
        "plan.condition_only" if conditions.only else "plan.condition_points",
        listed(points, language, either=conditions.either),
    )
    yield "plan.condition_without", listed(without, language)
    yield "plan.condition_programme", listed(conditions.programme, language, either=conditions.either)
    yield "plan.condition_active", str(conditions.active or "")
    yield "plan.condition_starting", str(conditions.starting or "")
    if low == high:
        yield "plan.condition_ending", low
    else:
        yield "plan.condition_ending_from", low
        yield "plan.condition_ending_to", high
    yield "plan.condition_words", conditions.words


def find_absent(plan: Plan, conditions: Conditions, language: Language) -> tuple[Absent, ...]:
    """Return, where no row of a plan meets the conditions, those that no row meets even alone; empty where one does.

    Where each can be met, but not all of them together, that is the one thing returned.
    """
    if conditions.rows(plan):
        return ()
    found = tuple(_each(plan, conditions, language))
    if found:
        return found
    names = condition_names(conditions, language)
    return (Absent("together", names, (), prompts.render("plan.no_row", language, conditions=names)),)


def _each(plan: Plan, wanted: Conditions, language: Language) -> Iterator[Absent]:
    """Yield each value asked for that a plan does not have, with all that it has."""
    rows = plan.rows
    objectives = _ordered({row.objective for row in rows} | {each.number for each in plan.objectives})
    outputs = _ordered({row.output for row in rows} | {each.number for each in plan.outputs})
    if wanted.objective is not None and wanted.objective not in objectives:
        yield _absent("objective", wanted.objective, objectives, language)
    if wanted.output is not None and wanted.output not in outputs:
        yield _absent("output", wanted.output, outputs, language)
    points = _ordered(point for row in rows for point in row.points)
    for point in wanted.points:
        if not any(answers(listed, point) for listed in points):
            yield _absent("point", point, points, language, lambda each: point_written(each, language))
    programme = _ordered(code for row in rows for code in row.programme)
    for code in wanted.programme:
        if code not in programme:
            yield _absent("programme", code, programme, language)
    yield from _years(plan, wanted, language)
    if wanted.words and not Conditions(words=wanted.words).rows(plan):
        message = prompts.render("plan.no_words", language, value=wanted.words)
        yield Absent("words", wanted.words, (), message)


def _years(plan: Plan, wanted: Conditions, language: Language) -> Iterator[Absent]:
    """Yield the years asked for in which no row is under way, begins or ends."""
    for name, conditions, year, known in (
        ("active", Conditions(active=wanted.active), wanted.active, []),
        ("starting", Conditions(starting=wanted.starting), wanted.starting, [row.first for row in plan.rows]),
        (
            "ending",
            Conditions(ends_from=wanted.ends_from, ends_to=wanted.ends_to),
            wanted.ends_from if wanted.ends_from == wanted.ends_to else None,
            [row.last for row in plan.rows],
        ),
    ):
        if year is not None and not conditions.rows(plan):
            years = [str(each) for each in sorted({each for each in known if each is not None})]
            if name == "active" and plan.years:
                years = [years_written(*plan.years, language)]
            yield _absent(name, str(year), years, language)


def _ordered(numbers: Iterable[str]) -> list[str]:
    """Return distinct numbers in their order: 6(b) before 16(a), 4.1 before A.2."""
    return sorted(set(numbers), key=lambda number: [piece.zfill(3) for piece in _PIECE.findall(number)])


def _absent(
    name: str, value: str, known: Iterable[str], language: Language, written: Callable[[str], str] = str
) -> Absent:
    """Return a value that a plan does not have, with its message."""
    have = tuple(known)
    said = listed([written(each) for each in have], language) or "—"
    return Absent(name, value, have, prompts.render(_KEYS[name], language, value=written(value), known=said))
