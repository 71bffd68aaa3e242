"""A quiz being played: which question comes, what was answered, what was right. Nothing of it is kept anywhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from assistant.errors import BadRequest
from assistant.service import Assistant
from assistant.study.types import Item, ItemKind
from assistant.ui.errors import NotText
from corpus.phrases import Phrase

LONGEST_RESPONSE = 500
"""Characters of an answer."""

Response = str | Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Answered:
    """What was answered to a question; `is_right` is None where nobody has judged it, `skipped` where nothing was."""

    item: Item
    response: Response
    is_right: bool | None
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class Round:
    """A round of questions: those to come from `at` on, those answered; `told` while the last one's key is shown."""

    items: tuple[Item, ...]
    immediate: bool = True
    at: int = 0
    answered: tuple[Answered, ...] = ()
    told: bool = False

    @property
    def current(self) -> Item | None:
        """The question to be answered, or just answered; None at the end."""
        return self.items[self.at] if self.at < len(self.items) else None

    @property
    def missed(self) -> tuple[Answered, ...]:
        """What was not answered rightly, or is to be judged still."""
        return tuple(each for each in self.answered if each.is_right is not True)

    @property
    def right(self) -> int:
        """How many answers were right."""
        return sum(each.is_right is True for each in self.answered)

    @property
    def judged(self) -> int:
        """How many answers have been judged."""
        return sum(each.is_right is not None for each in self.answered)


def response_of(item: Item, values: object) -> Response:
    """Return the response that the fields of a question hold. Raises NotText or BadRequest."""
    if not isinstance(values, dict):
        raise NotText
    if item.kind is ItemKind.MATCHING:
        sides = [pair.right for pair in item.pairs]
        chosen = [_place(values.get(f"pair-{number}"), len(sides)) for number in range(len(item.pairs))]
        return {
            pair.left: sides[place] if place is not None else "" for pair, place in zip(item.pairs, chosen, strict=True)
        }
    said = values.get("answer", "")
    if not isinstance(said, str):
        raise NotText
    if len(said) > LONGEST_RESPONSE:
        raise BadRequest(
            value=said, expected=Phrase("error.expected.characters", "at most {most} characters", most=LONGEST_RESPONSE)
        )
    if item.options:
        place = _place(said, len(item.options))
        return item.options[place] if place is not None else ""
    return said.strip()


def answer(service: Assistant, played: Round, values: object) -> Round:
    """Return the round with the current question answered. Raises NotText, BadRequest or a SearchError."""
    item = played.current
    if item is None or played.told:
        return played
    skipped = isinstance(values, dict) and values.get("skip") == "yes"
    response = "" if skipped else response_of(item, values)
    is_empty = not (any(response.values()) if isinstance(response, Mapping) else response)
    nothing = skipped or is_empty
    is_right = False if nothing else service.study.is_right(item, response)
    done = replace(played, answered=(*played.answered, Answered(item, response, is_right, nothing)))
    return replace(done, told=True) if played.immediate else replace(done, at=played.at + 1)


def go_on(played: Round) -> Round:
    """Return the round at its next question."""
    return replace(played, at=played.at + 1, told=False) if played.told else played


def judge(played: Round, place: int, is_right: bool) -> Round:
    """Return the round with an answer that only its writer can judge judged."""
    if not 0 <= place < len(played.answered) or played.answered[place].item.kind is not ItemKind.SHORT_ANSWER:
        return played
    answered = list(played.answered)
    answered[place] = replace(answered[place], is_right=is_right)
    return replace(played, answered=tuple(answered))


def _place(value: object, count: int) -> int | None:
    """Return a place in a list, None for one that is not there."""
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 4 and int(value) < count:
        return int(value)
    return None
