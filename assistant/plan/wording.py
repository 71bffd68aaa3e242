"""Numbers, shares and conditions of a plan as readers of each language write them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

import prompts
from assistant.plan.conditions import Conditions
from corpus.references import format_locator
from corpus.text.amounts import number_written
from corpus.types import Language

_AND = {Language.EN: " and ", Language.FR: " et ", Language.ES: " y "}
_OR = {Language.EN: " or ", Language.FR: " ou ", Language.ES: " o "}
_PERCENT = {Language.EN: "{}%", Language.FR: "{}\u00a0%", Language.ES: "{}\u00a0%"}
_SEMICOLON = {Language.EN: "; ", Language.FR: "\u00a0; ", Language.ES: "; "}


def numbers_listed(numbers: Sequence[str], language: Language, *, either: bool = False) -> str:
    """Return numbers in a row, “and” or “or” before the last; nothing for none."""
    *before, last = numbers or ("",)
    link = (_OR if either else _AND)[language]
    return f"{', '.join(before)}{link}{last}" if before else last


def percent(part: Decimal, whole: Decimal, language: Language) -> str:
    """Return a share of a whole in per cent, rounded half up to one decimal."""
    share = (100 * part / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return _PERCENT[language].format(number_written(share, language))


def years_written(first: int | None, last: int | None, language: Language) -> str:
    """Return the years of a time frame: 2023–2029, in Spanish 2023-2029; one alone where both are the same."""
    dash = "-" if language is Language.ES else "–"
    return dash.join(dict.fromkeys(str(year) for year in (first, last) if year is not None))


def point_written(point: str, language: Language) -> str:
    """Return a point as a reader writes it, without the word: 9(n), «9 n)», «9, n)»."""
    return format_locator(point, language).partition("\u00a0" if language is Language.FR else " ")[2]


def condition_names(conditions: Conditions, language: Language) -> str:
    """Return the conditions in words, as answers, the command and the page say them."""
    said = (prompts.render(key, language, value=value) for key, value in _said(conditions, language) if value)
    return _SEMICOLON[language].join(said)


def _said(conditions: Conditions, language: Language) -> Iterator[tuple[str, str]]:
    """Yield what to say of each condition, and its value in words; an empty value asks nothing."""
    low, high = (str(year or "") for year in (conditions.ends_from, conditions.ends_to))
    points, without = (
        [point_written(each, language) for each in some] for some in (conditions.points, conditions.without)
    )
    yield "plan.condition_objective", conditions.objective or ""
    yield "plan.condition_output", conditions.output or ""
    yield (
        "plan.condition_only" if conditions.only else "plan.condition_points",
        numbers_listed(points, language, either=conditions.either),
    )
    yield "plan.condition_without", numbers_listed(without, language)
    yield "plan.condition_programme", numbers_listed(conditions.programme, language, either=conditions.either)
    yield "plan.condition_active", str(conditions.active or "")
    yield "plan.condition_starting", str(conditions.starting or "")
    if low == high:
        yield "plan.condition_ending", low
    else:
        yield "plan.condition_ending_from", low
        yield "plan.condition_ending_to", high
    yield "plan.condition_words", conditions.words
