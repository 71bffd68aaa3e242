"""Caches: of what an object's method gives, without keeping the object alive; and one for very many small things."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, ParamSpec, TypeVar, cast
from weakref import WeakMethod

P = ParamSpec("P")
K = TypeVar("K")
T = TypeVar("T")


class Remembered(dict[K, T]):
    """What a function makes of each key, made when it is first asked for: `remembered[key]`.

    Three times as quick as an `lru_cache`, which keeps an order. What is here counts as young; when that is too much,
    it becomes old, what was old is forgotten, and what of it is asked for again is young again.
    """

    def __init__(self, make: Callable[[K], T], most: int) -> None:
        """Remember nothing yet, and never more than `most` young things and as many old ones."""
        super().__init__()
        self._make, self._most = make, most
        self._old: dict[K, T] = {}

    def __missing__(self, key: K) -> T:
        """Make what a key stands for, or find it among what is old."""
        old = self._old  # read once: several threads may come here
        made = old[key] if key in old else self._make(key)
        if len(self) >= self._most:
            self._old = dict(self)
            self.clear()
        self[key] = made
        return made


def cached_weakly(method: Callable[P, T], size: int) -> Callable[P, T]:
    """Return a bound method that remembers its last `size` results, to be kept in the object it is bound to.

    An `lru_cache` of a bound method in its own object is a circle, which the interpreter breaks at some later time: a
    replaced generation of the index would keep its memory and its open files until then.
    """
    weak = WeakMethod(cast("Callable[..., Any]", method))

    def call(*given: P.args, **named: P.kwargs) -> T:
        bound = weak()
        if bound is None:
            raise ReferenceError("the object is gone")
        return cast(T, bound(*given, **named))

    return cast("Callable[P, T]", lru_cache(size)(call))
