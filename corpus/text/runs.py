"""Things that follow one another, taken together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")


def runs_of(things: Iterable[T], follows: Callable[[T, T], bool]) -> list[list[T]]:
    """Return things in runs; `follows` tells whether one, given first, is followed by the next."""
    runs: list[list[T]] = []
    for thing in things:
        if runs and follows(runs[-1][-1], thing):
            runs[-1].append(thing)
        else:
            runs.append([thing])
    return runs


def number_runs(numbers: Iterable[int]) -> list[list[int]]:
    """Return numbers in runs, each of which counts up by one.

    >>> number_runs([1, 2, 3, 7])
    [[1, 2, 3], [7]]
    """
    return runs_of(numbers, lambda before, number: number == before + 1)
