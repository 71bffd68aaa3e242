"""The form of the page “Study” read: what was chosen, as the request that the study aid takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from assistant.errors import BadRequest
from assistant.service import Assistant
from assistant.study.flashcards import MOST as MOST_CARDS
from assistant.study.types import CardKind, ItemKind, StudyRequest
from assistant.ui.errors import NotText
from corpus.phrases import Phrase
from corpus.types import Language

Choice = TypeVar("Choice", bound=StrEnum)

LONGEST_TEXT = 300
"""Characters of a box."""

_MOST_SECTIONS = 20
_MOST_DOCUMENTS = 200
_MOST_DIGITS = 6
_USUAL_QUESTIONS = 10


class What(StrEnum):
    """What can be made."""

    QUIZ = "quiz"
    CARDS = "cards"
    HANDOUT = "handout"
    SESSION = "session"
    PATH = "path"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the form asks for."""

    what: What
    request: StudyRequest
    cards: tuple[CardKind, ...] = ()


def read_form(service: Assistant, values: Mapping[str, object], interface: str) -> Asked:
    """Return what the boxes ask for, each value checked: they come from the browser.

    A section that is a reference to a document, as in “GB.346/INS/4, paras 6–9”, chooses that document. Raises NotText
    or BadRequest.
    """
    what = _one_of(What, values.get("what"))
    sections = tuple(each for line in _text(values.get("sections")).split(";") if (each := line.strip()))
    documents = tuple(each for name in ("few", "many") for each in _texts(values.get(name)))
    if len(sections) > _MOST_SECTIONS or len(documents) > _MOST_DOCUMENTS:
        raise BadRequest(
            value=max(len(sections), len(documents)),
            expected=Phrase("error.expected.fewer", "fewer documents or sections"),
        )
    named = _named(service, sections, interface)
    kinds = [ItemKind(_one_of(ItemKind, each)) for each in _texts(values.get("kinds"))]
    card = _text(values.get("card"))
    cards = (_one_of(CardKind, card),) if card else ()
    count = _whole(values.get("count"))
    if count is None and cards == (CardKind.TERM,):
        count = MOST_CARDS  # a glossary is taken along whole
    level = _text(values.get("level"))
    is_quiz = what in (What.QUIZ, What.SESSION)
    request = StudyRequest(
        documents=tuple(dict.fromkeys((*documents, *named))),
        sections=sections,
        theme=_text(values.get("theme")),
        languages=_languages(values)[: 1 if what is What.PATH else 2],
        count=None if what is What.HANDOUT else count,
        kinds=_shares(kinds, count) if kinds and is_quiz else {},
        level=int(level) if is_quiz and level in ("1", "2", "3") else None,
        minutes=_whole(values.get("minutes")),
        seed=_whole(values.get("seed")) or 1,
    )
    return Asked(what, request, cards if what is What.CARDS else ())


def _named(service: Assistant, sections: Sequence[str], interface: str) -> list[str]:
    """Return the loaded documents that the sections name."""
    references = [each for each in sections if service.is_reference(each)]
    cited = (service.cite(each, language=interface) for each in references)
    return [each.document for each in cited if each.document and each.locator]


def _languages(values: Mapping[str, object]) -> tuple[str, ...]:
    """Return one language, or two; the same one twice is one."""
    chosen = (_one_of(Language, values.get("language")), _text(values.get("second")))
    return tuple(dict.fromkeys(str(_one_of(Language, each)) for each in chosen if each))


def _shares(kinds: Sequence[ItemKind], count: int | None) -> dict[str, int]:
    """Return how many of each kind make up the count, the first ones having one more where it does not divide."""
    each, over = divmod(_USUAL_QUESTIONS if count is None else count, len(kinds))
    shares = {str(kind): each + (number < over) for number, kind in enumerate(kinds)}
    return {kind: share for kind, share in shares.items() if share}


def _text(value: object) -> str:
    """Return the stripped text of a box; raises NotText."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise NotText
    if len(value) > LONGEST_TEXT:
        raise BadRequest(
            value=value, expected=Phrase("error.expected.characters", "at most {most} characters", most=LONGEST_TEXT)
        )
    return value.strip()


def _texts(value: object) -> list[str]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise NotText
    return [_text(each) for each in value]


def _whole(value: object) -> int | None:
    """Return the number in a box, None for an empty one. Raises NotText or BadRequest."""
    said = _text(value)
    if not said:
        return None
    if not (said.isascii() and said.isdecimal() and len(said) <= _MOST_DIGITS and int(said)):
        raise BadRequest(value=said, expected=Phrase("error.expected.from_one", "a whole number from 1 on"))
    return int(said)


def _one_of(choices: type[Choice], value: object) -> Choice:
    """Return a choice by its value. Raises NotText for one that nothing on the page offers."""
    for each in choices:
        if value == each.value:
            return each
    raise NotText
