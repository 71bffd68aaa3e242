"""Whether a quiz that was read can be one: what its types cannot say, so that no export has to expect it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeVar

import msgspec

import prompts
from assistant.study.types import Deck, Evidence, Item, ItemKind, Quiz
from corpus.types import Status

Made = TypeVar("Made", Quiz, Deck)

_VERSION = 1
# Of control characters only tab and line end are text; half a pair of UTF-16 is none.
_NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_PLACE = "/#/"
_LEVELS = range(1, 4)


def without_controls(made: Made) -> Made:
    """Return a quiz or a deck with every character that is no text made a blank, and every line end the one."""
    return msgspec.convert(_cleaned(msgspec.to_builtins(made)), type(made))


def cleaned(text: str) -> str:
    r"""Return text with characters that are none made blanks.

    >>> cleaned("page\x0c1\r\nend")
    'page 1\nend'
    """
    return _NO_TEXT.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))


def complaint(quiz: Quiz) -> str:
    """Return what is wrong with a quiz first, with the item's id; empty where nothing is."""
    return next(_complaints(quiz), "")


def _complaints(quiz: Quiz) -> Iterator[str]:
    if quiz.version != _VERSION:
        yield f"version {quiz.version}"
    if quiz.language not in prompts.LANGUAGES:
        yield f"language {quiz.language}"
    if any(_NO_TEXT.search(text) for text in _texts(msgspec.to_builtins(quiz))):
        yield "a control character"
    if len({item.id for item in quiz.items}) < len(quiz.items):
        yield "two items of one id"
    for item in quiz.items:
        for wrong in _of_pair(item):
            yield f"{item.id}: {wrong}"


def _of_pair(item: Item) -> Iterator[str]:
    """Yield what is wrong with an item and with the one beside it."""
    yield from _of_item(item)
    if beside := item.beside:
        yield from _of_item(beside)
        if beside.beside:
            yield "an item beside the one beside it"
        if (beside.kind, len(beside.options), len(beside.pairs)) != (item.kind, len(item.options), len(item.pairs)):
            yield "another question beside it"
        if item.options and item.options.index(item.key) != beside.options.index(beside.key):
            yield "another key beside it"


def _of_item(item: Item) -> Iterator[str]:
    if not item.id or re.search(r"\s", item.id):
        yield "id"
    if not item.stem.strip():
        yield "stem"
    if item.language not in prompts.LANGUAGES:
        yield f"language {item.language}"
    if item.difficulty not in _LEVELS:
        yield f"difficulty {item.difficulty}"
    if any(re.search(r"\s", tag) for tag in item.tags):
        yield "a tag with a space"
    if not _answered(item):
        yield "key"
    if not item.evidence or not all(map(_is_place, item.evidence)):
        yield "evidence"


def _answered(item: Item) -> bool:
    """Tell whether what answers an item is there, and nothing that answers another kind."""
    options, pairs = len(item.options), len(item.pairs)
    match item.kind:
        case ItemKind.MULTIPLE_CHOICE | ItemKind.ALTERED_FIGURE:
            right = options > 1 and len({*item.options}) == options and item.key in item.options
            return right and not pairs and item.number is None
        case ItemKind.TRUE_FALSE:
            right = item.key in ("true", "false")
        case ItemKind.MATCHING:
            sides = [[pair.left for pair in item.pairs], [pair.right for pair in item.pairs]]
            return pairs > 1 and all(len({*side}) == pairs for side in sides) and not options and not item.key
        case ItemKind.NUMERIC:
            right = item.number is not None and item.tolerance >= 0
        case _:
            right = bool(item.key.strip())
    return right and not options and not pairs


def _is_place(evidence: Evidence) -> bool:
    """Tell whether a paragraph can be one; its link must not leave the web app that it is appended to."""
    return (
        bool(evidence.quote.strip() and evidence.locator and evidence.document)
        and evidence.status in [*Status]
        and evidence.link.startswith(_PLACE)
        and not re.search(r"[\s\"'<>\\]", evidence.link)
    )


def _texts(value: object) -> Iterator[str]:
    """Yield every text of a structure, the names of its fields too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, each in value.items():
            yield name
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return cleaned(value)
    if isinstance(value, dict):
        return {name: _cleaned(each) for name, each in value.items()}
    return [_cleaned(each) for each in value] if isinstance(value, list | tuple) else value
