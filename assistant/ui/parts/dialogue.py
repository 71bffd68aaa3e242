"""The conversation as the reader's own browser keeps it: what was asked, and what each answer pointed at.

The server keeps nothing of it. An answer shown again, in another language or as a file, is worked out again, or is
one of those lately given. What a model wrote cannot be worked out again, and is kept for a while.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cachetools import LRUCache

from assistant import i18n
from assistant.ask.types import Answer
from assistant.service import Assistant
from assistant.types import Turn
from assistant.ui.errors import NoLongerKept
from assistant.ui.parts.conversation import Exchange
from assistant.validation import LONGEST_QUESTION
from corpus.errors import AlineaError

LONGEST_CONVERSATION = 30
"""Past this many exchanges, the oldest are forgotten."""

_KEPT_WRITINGS = 200
_LONGEST_NAME = 1000  # characters of a reference or a locator
_MOST_SOURCES = 100
_LARGEST_NUMBER = 1_000_000


@dataclass(frozen=True, slots=True)
class Pointed:
    """A source of an answer, as a follow-up can point at it."""

    locator: str
    citation: str


@dataclass(frozen=True, slots=True)
class Asked:
    """An earlier question: its number, the language of the page when it was asked, what its answer points at.

    `written` is under what a model's answer is kept; `answered` is false where an error took the answer's place.
    """

    number: int
    question: str
    language: str
    answered: bool
    sources: tuple[Pointed, ...] = ()
    written: str = ""


def read(value: object) -> list[Asked]:
    """Return what a browser says was asked before; nothing of what no page of ours would say."""
    rows = value if isinstance(value, list) else []
    return [asked for row in rows[-LONGEST_CONVERSATION:] if isinstance(row, dict) and (asked := _read(row))]


def _read(row: dict[object, object]) -> Asked | None:
    number, question, language, written = (row.get(name) for name in ("number", "question", "language", "written"))
    if not (type(number) is int and 0 <= number < _LARGEST_NUMBER) or not (
        isinstance(question, str) and len(question) <= LONGEST_QUESTION
    ):
        return None
    if language not in i18n.LANGUAGES or not isinstance(written, str):
        return None
    named = row.get("sources")
    pairs = named[:_MOST_SOURCES] if isinstance(named, list) else []
    sources = tuple(Pointed(*pair) for pair in pairs if _is_pair(pair))
    return Asked(number, question, str(language), row.get("answered") is True, sources, written)


def _is_pair(value: object) -> bool:
    return isinstance(value, list) and [isinstance(x, str) and len(x) <= _LONGEST_NAME for x in value] == [True, True]


def turn_of(clicked: Mapping[str, object], asked: Sequence[Asked]) -> int | None:
    """Return the number of the exchange that a button names, if the conversation has one of that number or below."""
    value = str(clicked.get("turn", ""))
    highest = asked[-1].number if asked else -1
    return int(value) if value.isdecimal() and len(value) < 7 and int(value) <= highest else None


def history(before: Sequence[Asked]) -> tuple[Turn, ...]:
    """Return what a follow-up question needs to know of those before it."""
    return tuple(Turn(each.question, each.sources) for each in before if each.answered)


class Dialogue:
    """Gives the exchanges of a conversation again, from what a browser has kept of it."""

    def __init__(self, service: Assistant) -> None:
        """Ask a service for the answers."""
        self._service = service
        self._written: LRUCache[str, Exchange] = LRUCache(_KEPT_WRITINGS)
        self._lock = threading.Lock()

    def said(self, exchange: Exchange, language: str) -> dict[str, Any]:
        """Return what the browser is to keep of an exchange in a language of the page."""
        outcome, key = exchange.outcome, ""
        if isinstance(outcome, Answer) and outcome.written is not None:
            key = secrets.token_urlsafe(16)
            with self._lock:
                self._written[key] = exchange
        return {
            "number": exchange.number,
            "question": exchange.question,
            "language": language,
            "answered": isinstance(outcome, Answer),
            "sources": [[each.locator, each.citation] for each in exchange.citations[:_MOST_SOURCES]],
            "written": key,
        }

    def exchanges(self, asked: Sequence[Asked]) -> list[Exchange]:
        """Return the exchanges of a conversation."""
        return [self._exchange(each, asked[:place]) for place, each in enumerate(asked)]

    def last(self, asked: Sequence[Asked]) -> list[Exchange]:
        """Return the last exchange, if there is one."""
        return [self._exchange(asked[-1], asked[:-1])] if asked else []

    def numbered(self, asked: Sequence[Asked], number: int | None) -> list[Exchange]:
        """Return the exchange of a number, if there is one."""
        place = next((place for place, each in enumerate(asked) if each.number == number), None)
        return self.last(asked[: place + 1]) if place is not None else []

    def _exchange(self, asked: Asked, before: Sequence[Asked]) -> Exchange:
        if asked.written:
            with self._lock:
                kept = self._written.get(asked.written)
            return kept or Exchange(asked.question, NoLongerKept(), number=asked.number)
        try:
            *_, answer = self._service.answers(
                asked.question, history=history(before), interface=asked.language, side_by_side=True, written=False
            )
        except AlineaError as problem:
            return Exchange(asked.question, problem, number=asked.number)
        return Exchange(asked.question, answer, number=asked.number)
