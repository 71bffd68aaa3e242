"""Changing a quiz by hand: an item swapped, deleted or edited, its key checked again; and what a new version undoes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import msgspec

from assistant.errors import BadRequest
from assistant.session import Session
from assistant.study.alternatives import as_number
from assistant.study.chosen import Chosen
from assistant.study.errors import BrokenItem
from assistant.study.facts import Fact, FactKind
from assistant.study.formats.soundness import complaint
from assistant.study.key_rules import key_holds
from assistant.study.quiz import make_quiz, with_item
from assistant.study.quoted import is_addressed, is_quoted, lost_quotes
from assistant.study.rules import Reason, faults
from assistant.study.support import Support
from assistant.study.types import GAP, Evidence, Item, ItemKind, Quiz, StudyRequest
from assistant.study.workshop import label_of
from assistant.types import AsJson
from corpus.phrases import Phrase
from corpus.types import Language

EDITABLE = ("stem", "passage", "options", "key", "accepted", "number", "tolerance", "pairs", "feedback", "difficulty")
_LONGEST = 20_000  # characters of a text
_APART = 7919  # from the seed of the quiz, that of what is swapped in


@dataclass(frozen=True, slots=True)
class Outdated(AsJson):
    """An item that the library does not bear out: the words it lost, and the `rules` that the item breaks now."""

    item: str
    stem: str
    lost: tuple[Evidence, ...]
    rules: tuple[Reason, ...] = ()


def swapped(quiz: Quiz, item_id: str, session: Session) -> Quiz:
    """Return a quiz with another item of the same kind in the place of one, from the same choice of texts.

    Raises BadRequest where there is no such item, or no other of its kind.
    """
    old = item_of(quiz, item_id)
    request = replace(quiz.request, kinds={str(old.kind): 1}, seed=quiz.request.seed + _APART)
    made = make_quiz(request, session, beside=quiz.items)
    if not made.items:
        raise BadRequest(
            value=old.stem,
            expected=Phrase("error.expected.other_question", "texts that give another question of this kind"),
        )
    return with_item(quiz, item_id, made.items[0])


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
            raise BadRequest(
                value="beside", expected=Phrase("error.expected.two_languages", "an item in two languages")
            )
        new = replace(new, beside=_changed(old.beside, other))
    changed = with_item(quiz, item_id, new)
    broken = broken_rules(new, session)
    if broken or is_borne_out(new, session):
        raise BrokenItem(rules=broken or (Reason.SUPPORTED,))
    if wrong := complaint(changed):
        raise BadRequest(value=wrong, expected=Phrase("error.expected.question", "what a question can be"))
    return changed


def _changed(item: Item, changes: Mapping[str, object]) -> Item:
    if unknown := set(changes) - set(EDITABLE):
        raise BadRequest(
            value=", ".join(sorted(unknown)),
            expected=Phrase("error.expected.item_parts", "parts of an item: {choices}", choices=", ".join(EDITABLE)),
        )
    if any(len(text) > _LONGEST for text in changes.values() if isinstance(text, str)):
        raise BadRequest(
            value=", ".join(sorted(changes)),
            expected=Phrase("error.expected.texts_length", "texts of at most {most} characters", most=_LONGEST),
        )
    try:
        return msgspec.convert(msgspec.to_builtins(replace(item, edited=True, **changes)), Item)  # type: ignore[arg-type]
    except (msgspec.ValidationError, TypeError) as exc:
        raise BadRequest(
            value=", ".join(sorted(changes)),
            expected=Phrase("error.expected.item_parts_as_are", "parts of an item as they are ({reason})", reason=exc),
        ) from exc


def broken_rules(item: Item, session: Session) -> tuple[Reason, ...]:
    """Return which rules an item breaks, with the library as it is now."""
    found = list(faults(item))
    if not is_quoted(item, session) or not key_holds(item, session):
        found.append(Reason.NOT_VERBATIM)
    for each in (item, item.beside):
        if each and not all(is_addressed(one, each.language, session) for one in each.evidence):
            found.append(Reason.ADDRESS)
        if each and (
            each.language not in set(Language) or each.label != label_of(each.evidence, Language(each.language))
        ):
            found.append(Reason.UNLABELLED)
    return tuple(dict.fromkeys(found))


def is_borne_out(item: Item, session: Session) -> bool:
    """Tell whether the library bears out a wrong option of an item, or of the one beside it."""
    line = next((line for line in item.passage.split("\n") if GAP in line), "")
    place = Chosen(StudyRequest(), session).place(item.evidence[0].document, item.evidence[0].locator)
    if item.kind is ItemKind.MULTIPLE_CHOICE and line and place:
        start = line.index(GAP)
        kind = FactKind.NAME if as_number(item.key) is None else FactKind.COUNT
        fact = Fact(kind, "", start, start + len(item.key))
        sentence, support = line.replace(GAP, item.key), Support(session)
        for option in item.options:
            if option != item.key and support.bears_out(fact, option, option, sentence, place):
                return True
    return item.beside is not None and is_borne_out(item.beside, session)


def outdated(quiz: Quiz, session: Session) -> tuple[Outdated, ...]:
    """Return the items of a quiz that the library, as it is now, does not bear out."""
    found = ((item, tuple(lost_quotes(item, session)), broken_rules(item, session)) for item in quiz.items)
    return tuple(Outdated(item.id, item.stem, lost, rules) for item, lost, rules in found if lost or rules)


def item_of(quiz: Quiz, item_id: str) -> Item:
    """Return an item of a quiz by its id. Raises BadRequest."""
    if found := next((each for each in quiz.items if each.id == item_id), None):
        return found
    raise BadRequest(value=item_id, expected=Phrase("error.expected.item_id", "the id of an item of this quiz"))
