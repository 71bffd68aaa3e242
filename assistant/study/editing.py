"""Changing a quiz by hand: an item swapped, deleted or edited, its key checked again; and what a new version undoes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from assistant.errors import BadRequest
from assistant.session import Session
from assistant.study.errors import BrokenItem
from assistant.study.quiz import make_quiz, with_item
from assistant.study.quoted import is_quoted, key_holds, lost_quotes
from assistant.study.rules import Reason, faults
from assistant.study.types import Evidence, Item, Quiz
from assistant.types import AsJson

EDITABLE = ("stem", "passage", "options", "key", "accepted", "number", "tolerance", "pairs", "feedback", "difficulty")
_TRIES = 20


@dataclass(frozen=True, slots=True)
class Outdated(AsJson):
    """An item whose words are no longer in the library as it quotes them: which words, and where they were."""

    item: str
    stem: str
    lost: tuple[Evidence, ...]


def swapped(quiz: Quiz, item_id: str, session: Session) -> Quiz:
    """Return a quiz with another item of the same kind in the place of one, from the same choice of texts.

    Raises BadRequest where there is no such item, or no other of its kind.
    """
    old = item_of(quiz, item_id)
    asked = {_asked(each) for each in quiz.items}
    for step in range(1, _TRIES + 1):
        request = replace(quiz.request, kinds={str(old.kind): 1}, seed=quiz.request.seed + 7919 * step)
        made = make_quiz(request, session)
        if fresh := next((each for each in made.items if _asked(each) not in asked), None):
            return with_item(quiz, item_id, fresh)
    raise BadRequest(value=old.stem, expected="texts that give another question of this kind")


def without_item(quiz: Quiz, item_id: str) -> Quiz:
    """Return a quiz without one of its items. Raises BadRequest where there is no such item."""
    item_of(quiz, item_id)
    return with_item(quiz, item_id, None)


def edited(quiz: Quiz, item_id: str, changes: dict[str, object], session: Session) -> Quiz:
    """Return a quiz with parts of an item changed, marked as edited.

    `changes` are by the names of `EDITABLE`; those of the item beside it are a mapping under `beside`. Raises
    BrokenItem where the item breaks a rule then, or its key no longer is what its paragraph says; BadRequest for a part
    that there is not. Nothing is changed then.
    """
    old = item_of(quiz, item_id)
    own, other = {name: each for name, each in changes.items() if name != "beside"}, changes.get("beside")
    new = _changed(old, own) if own or other is None else replace(old, edited=True)
    if other is not None:
        if old.beside is None or not isinstance(other, Mapping):
            raise BadRequest(value="beside", expected="an item in two languages")
        new = replace(new, beside=_changed(old.beside, other))
    if broken := broken_rules(new, session):
        raise BrokenItem(broken)
    return with_item(quiz, item_id, new)


def _changed(item: Item, changes: Mapping[str, object]) -> Item:
    if unknown := set(changes) - set(EDITABLE):
        raise BadRequest(value=", ".join(sorted(unknown)), expected=f"parts of an item: {', '.join(EDITABLE)}")
    return replace(item, edited=True, **changes)  # type: ignore[arg-type]


def broken_rules(item: Item, session: Session) -> tuple[Reason, ...]:
    """Return which rules an item breaks, with the library as it is now."""
    found = list(faults(item))
    if not is_quoted(item, session) or not key_holds(item):
        found.append(Reason.NOT_VERBATIM)
    return tuple(dict.fromkeys(found))


def outdated(quiz: Quiz, session: Session) -> tuple[Outdated, ...]:
    """Return the items of a quiz that the library, as it is now, no longer bears out."""
    found = ((item, tuple(lost_quotes(item, session))) for item in quiz.items)
    return tuple(Outdated(item.id, item.stem, lost) for item, lost in found if lost)


def item_of(quiz: Quiz, item_id: str) -> Item:
    """Return an item of a quiz by its id. Raises BadRequest."""
    if found := next((each for each in quiz.items if each.id == item_id), None):
        return found
    raise BadRequest(value=item_id, expected="the id of an item of this quiz")


def _asked(item: Item) -> tuple[str, str, str]:
    return item.evidence[0].document, item.evidence[0].locator, item.evidence[0].quote
