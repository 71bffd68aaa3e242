"""Cuts one page out of a long result."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from assistant.plan.types import Plans
from assistant.types import AsJson

Cut = Callable[[Any, int, int], tuple[Any, int]]
"""Given a result, an offset and a limit: the same result with that page of it alone, and how many there are in all."""


@dataclass(frozen=True, slots=True)
class Page(AsJson):
    """Which part of a list a result is: `next` is the offset of what follows, None at the end."""

    offset: int
    limit: int
    total: int

    @property
    def next(self) -> int | None:
        """The offset of the next page."""
        after = self.offset + self.limit
        return after if after < self.total else None


def cut_lists(*names: str) -> Cut:
    """Return what cuts the same page out of each of these lists; of several, the longest counts."""

    def cut(result: Any, offset: int, limit: int) -> tuple[Any, int]:  # noqa: ANN401 – any dataclass with such lists
        lists = {name: getattr(result, name) for name in names if hasattr(result, name)}
        if not lists:
            return result, 0
        page = {name: each[offset : offset + limit] for name, each in lists.items()}
        return replace(result, **page), max(map(len, lists.values()))

    return cut


def cut_rows(result: Plans, offset: int, limit: int) -> tuple[Plans, int]:
    """Cut the same page out of the rows of each plan."""
    plans = tuple(replace(each, rows=each.rows[offset : offset + limit]) for each in result.plans)
    return replace(result, plans=plans), max((len(each.rows) for each in result.plans), default=0)
