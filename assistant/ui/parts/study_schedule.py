"""When each card comes again: spaced repetition by FSRS, over a record that only the reader keeps.

The record comes from the browser or from a file, so every value is checked before it is used. Times are seconds since
1970 in UTC; the scheduler takes no others.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from fsrs import Card as Memory
from fsrs import Rating, Scheduler, State

from assistant.errors import BadRequest
from corpus.phrases import Phrase

VERSION = 1
MOST = 4_000
"""Cards of a record, at most: the ones seen last are kept."""

LARGEST = 1_000_000
"""Bytes of a file with a record."""

SOON = 20 * 60
"""Seconds within which a card may come early, when no other is left."""

RATINGS = {"again": Rating.Again, "hard": Rating.Hard, "good": Rating.Good, "easy": Rating.Easy}

_LATEST = 10_000_000_000  # the year 2286
_LONGEST_KEY = 80
_KEPT = Phrase("error.expected.record", "a record of cards as this page saves it")
# No chance in the intervals: the same answers give the same dates.
_SCHEDULER = Scheduler(enable_fuzzing=False)


@dataclass(frozen=True, slots=True)
class Remembered:
    """How well a card is known: the scheduler's own figures, and when it was seen and is due, in seconds."""

    state: int
    step: int | None
    stability: float
    difficulty: float
    due: int
    seen: int


Record = Mapping[str, Remembered]


def read_record(value: object) -> dict[str, Remembered]:
    """Return a record from what the browser or a file holds, nothing from nothing. Raises BadRequest."""
    if value is None or value == {}:
        return {}
    if not isinstance(value, dict) or value.get("version") != VERSION or not isinstance(value.get("cards"), dict):
        raise BadRequest(value=Phrase("error.expected.this_record", "this record"), expected=_KEPT)
    cards = value["cards"]
    if len(cards) > MOST:
        raise BadRequest(
            value=len(cards),
            expected=Phrase(
                "error.expected.record_cards", "{record}, of {most} cards at most", record=_KEPT, most=MOST
            ),
        )
    return {_key(name): _remembered(each) for name, each in cards.items()}


def read_file(content: bytes) -> dict[str, Remembered]:
    """Return the record of a file. Raises BadRequest."""
    if len(content) > LARGEST:
        raise BadRequest(
            value=Phrase("error.expected.bytes", "{count} bytes", count=len(content)),
            expected=Phrase(
                "error.expected.record_bytes", "{record}, of {most} bytes at most", record=_KEPT, most=LARGEST
            ),
        )
    try:
        return read_record(json.loads(content.decode("utf-8-sig")))
    except (ValueError, RecursionError) as exc:
        raise BadRequest(value=content[:80].decode("utf-8", "replace"), expected=_KEPT) from exc


def as_plain(record: Record) -> dict[str, object]:
    """Return a record as the browser and a file keep it, the cards seen last where there are too many."""
    kept = sorted(record.items(), key=lambda each: -each[1].seen)[:MOST]
    return {
        "version": VERSION,
        "cards": {
            name: [each.state, each.step, each.stability, each.difficulty, each.due, each.seen] for name, each in kept
        },
    }


def merged(one: Record, other: Record) -> dict[str, Remembered]:
    """Return two records as one: of a card in both, what is known from the last time it was seen."""
    return {
        name: max((each[name] for each in (one, other) if name in each), key=lambda known: known.seen)
        for name in (*one, *(name for name in other if name not in one))
    }


def rated(known: Remembered | None, rating: Rating, now: datetime) -> Remembered:
    """Return how well a card is known after an answer given now."""
    memory, _ = _SCHEDULER.review_card(_memory(known, now), rating, now)
    return Remembered(
        state=int(memory.state),
        step=memory.step,
        stability=round(memory.stability or 0.0, 4),
        difficulty=round(memory.difficulty or 0.0, 4),
        due=min(_LATEST, int(memory.due.timestamp())),
        seen=int(now.timestamp()),
    )


def next_card(names: Sequence[str], record: Record, now: datetime) -> str | None:
    """Return the card to ask next: one that is due, else a new one, else one due soon; None when nothing is left."""
    moment = int(now.timestamp())
    known = sorted((record[name].due, name) for name in names if name in record)
    if known and known[0][0] <= moment:
        return known[0][1]
    if new := next((name for name in names if name not in record), None):
        return new
    return known[0][1] if known and known[0][0] <= moment + SOON else None


def counts(names: Sequence[str], record: Record, now: datetime) -> tuple[int, int]:
    """Return how many cards are due, and how many are new."""
    moment = int(now.timestamp())
    new = sum(name not in record for name in names)
    return sum(name in record and record[name].due <= moment for name in names), new


def _memory(known: Remembered | None, now: datetime) -> Memory:
    """Return the scheduler's card; its number is of no use here, and asking for one would wait for the clock."""
    if known is None:
        return Memory(card_id=1, due=now)
    return Memory(
        card_id=1,
        state=State(known.state),
        step=known.step,
        stability=known.stability,
        difficulty=known.difficulty,
        due=datetime.fromtimestamp(known.due, UTC),
        last_review=datetime.fromtimestamp(known.seen, UTC),
    )


def _key(name: object) -> str:
    if isinstance(name, str) and 0 < len(name) <= _LONGEST_KEY and name.isascii() and name.isprintable():
        return name
    raise BadRequest(value=name, expected=_KEPT)


def _remembered(value: object) -> Remembered:
    """Return what is known of a card. Raises BadRequest for values that no scheduler gives."""
    if isinstance(value, list) and len(value) == 6:
        state, step, stability, difficulty, due, seen = value
        is_review = state == int(State.Review)
        fits = (
            _is_whole(state, 1, 3)
            and (step is None if is_review else _is_whole(step, 0, 1))
            and _is_number(stability, 0.001, 36_500.0)
            and _is_number(difficulty, 1.0, 10.0)
            and _is_whole(due, 0, _LATEST)
            and _is_whole(seen, 0, _LATEST)
        )
        if fits:
            return Remembered(state, step, float(stability), float(difficulty), due, seen)
    raise BadRequest(value=value, expected=_KEPT)


def _is_whole(value: object, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _is_number(value: object, least: float, most: float) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and math.isfinite(value) and least <= value <= most  # type: ignore[arg-type,operator]
