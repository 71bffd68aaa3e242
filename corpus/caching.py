"""A cache of what an object's method gives, which does not keep the object alive."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, ParamSpec, TypeVar, cast
from weakref import WeakMethod

P = ParamSpec("P")
T = TypeVar("T")


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
