"""Numbers, shares and conditions of a plan as readers of each language write them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

import prompts
from assistant.plan.conditions import Conditions
from corpus.references import format_locator
from corpus.text.typography import SEMICOLON, listed, percent_written
from corpus.types import Language


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
    return SEMICOLON[language].join(said)


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
