"""How many questions of each kind a request means, and how long they take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from assistant.errors import BadRequest
from assistant.study.types import Item, ItemKind, StudyRequest
from assistant.validation import languages_of
from corpus.phrases import Phrase

MINUTES: Mapping[ItemKind, float] = {
    ItemKind.MULTIPLE_CHOICE: 1.0,
    ItemKind.TRUE_FALSE: 0.5,
    ItemKind.MATCHING: 2.0,
    ItemKind.GAP: 1.0,
    ItemKind.NUMERIC: 1.0,
    ItemKind.WHICH_PARAGRAPH: 1.5,
    ItemKind.ALTERED_FIGURE: 1.5,
    ItemKind.SHORT_ANSWER: 4.0,
}
"""What a trainer allows for each question, in minutes: an estimate, to be changed by hand."""

# How often each kind comes in a mix that nobody chose.
_SHARES: Mapping[ItemKind, int] = {
    ItemKind.MULTIPLE_CHOICE: 5,
    ItemKind.TRUE_FALSE: 4,
    ItemKind.WHICH_PARAGRAPH: 3,
    ItemKind.GAP: 3,
    ItemKind.NUMERIC: 2,
    ItemKind.MATCHING: 1,
    ItemKind.SHORT_ANSWER: 1,
    ItemKind.ALTERED_FIGURE: 1,
}
_COUNT = 10
MOST = 500
"""Questions of one quiz, at most."""


def wanted_of(request: StudyRequest) -> Counter[ItemKind]:
    """Return how many of each kind are wanted. Raises BadRequest."""
    if not 1 <= len(request.languages) <= 2 or len(set(request.languages)) != len(request.languages):
        raise BadRequest(
            value=", ".join(request.languages),
            expected=Phrase("error.expected.languages", "one language, or two different ones"),
        )
    languages_of(request.languages)
    if request.level not in (None, 1, 2, 3):
        raise BadRequest(value=request.level, expected=Phrase("error.expected.level", "a level from 1 to 3"))
    wanted: Counter[ItemKind] = Counter()
    for name, count in request.kinds.items():
        if name not in set(ItemKind):
            raise BadRequest(
                value=name,
                expected=Phrase(
                    "error.expected.item_kind", "a kind of question: {choices}", choices=", ".join(ItemKind)
                ),
            )
        wanted[ItemKind(name)] = count
    if not wanted:
        wanted = _mix(_count(request))
    if any(each < 0 for each in wanted.values()) or not 1 <= sum(wanted.values()) <= MOST:
        raise BadRequest(
            value=sum(wanted.values()), expected=Phrase("error.expected.questions", "1 to {most} questions", most=MOST)
        )
    return wanted


def _count(request: StudyRequest) -> int:
    if request.count is not None:
        return request.count
    if request.minutes is None:
        return _COUNT
    each = sum(MINUTES[kind] * share for kind, share in _SHARES.items()) / sum(_SHARES.values())
    return max(1, int(request.minutes / each))


def _mix(count: int) -> Counter[ItemKind]:
    """Return a mix of a number of questions: each next one is of the kind furthest behind its share."""
    wanted: Counter[ItemKind] = Counter()
    for _ in range(min(count, MOST + 1)):
        wanted[min(_SHARES, key=lambda kind: (wanted[kind] + 1) / _SHARES[kind])] += 1
    if count < 1:
        raise BadRequest(value=count, expected=Phrase("error.expected.questions", "1 to {most} questions", most=MOST))
    return wanted


def minutes_of(items: Sequence[Item]) -> int:
    """Return how many minutes a trainer allows for items, one at least."""
    return max(1, round(sum(MINUTES[each.kind] for each in items)))
