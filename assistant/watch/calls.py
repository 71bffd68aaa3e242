"""The façade, watched: how often each verb is asked, how long it takes, and how it ends."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, Self, cast

from assistant.api.problems import is_broken
from assistant.ask.types import Answer
from assistant.service import Assistant
from assistant.watch import metrics
from corpus.errors import AlineaError

VERBS = frozenset(
    "find ask answers cite verify compare differences context parallel paragraph links plan citations export glossary "
    "check_terms library add catalogue fetch remove rebuild check judge_again".split()
)
"""The verbs that are counted."""


def watched(service: Assistant) -> Assistant:
    """Return a façade that does what another does, and counts it."""
    return cast(Assistant, _Watched(service))


class _Watched:
    def __init__(self, service: Assistant) -> None:
        self._service = service

    def __getattr__(self, name: str) -> object:
        found = getattr(self._service, name)
        return _counted(name, found) if name in VERBS else found


def _counted(verb: str, call: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(call)
    def count(*given: object, **named: object) -> object:
        timing = _Timing(verb)
        with timing:
            said = call(*given, **named)
            if verb == "answers":  # it has not ended before its last answer
                return _followed(said, timing.handed_on())
        if isinstance(said, Answer):
            metrics.ANSWERS.labels(said.status.value).inc()
        return said

    return count


def _followed(answers: Iterator[Answer], timing: _Timing) -> Iterator[Answer]:
    """Yield what a question is answered, and count the last; closing this closes the other."""
    last: Answer | None = None
    with timing:
        try:
            for last in answers:
                yield last
        finally:
            if close := getattr(answers, "close", None):
                close()
    if last is not None:
        metrics.ANSWERS.labels(last.status.value).inc()


def _result(kind: type[BaseException] | None) -> str:
    """Tell what could not be done as it was asked, or may not be, from what is broken: a fault of ours."""
    if kind is None or kind is GeneratorExit:
        return "ok"
    return "refused" if issubclass(kind, AlineaError) and not is_broken(kind) else "failed"


class _Timing:
    """The time of a block, and how it ended."""

    def __init__(self, verb: str) -> None:
        self._verb, self._started, self._over = verb, time.perf_counter(), True

    def handed_on(self) -> _Timing:
        """Return this for another block, which ends what this one began."""
        self._over = False
        return self

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if not self._over:
            self._over = True
            return
        outcome = "ok" if kind is None else "stopped" if kind is GeneratorExit else kind.__name__
        metrics.CALLS.labels(self._verb, outcome, _result(kind)).inc()
        metrics.CALL_SECONDS.labels(self._verb).observe(time.perf_counter() - self._started)
