"""What a reference inside a text is, once read: an edge from a paragraph to what it refers to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus.types import Language, Status

_OBJECTIVE = "action plan, objective "


class Kind(StrEnum):
    """How a paragraph refers to another text. The values are the words of the command line's JSON."""

    CITES = "cites"
    GIVES_EFFECT = "gives effect to"
    REPLACES = "replaces"
    AMENDS = "amends"
    CORRESPONDS = "corresponds to"


@dataclass(frozen=True, slots=True)
class Link:
    """One reference, from the paragraph at `locator` of a version.

    `words` are the text's own, from `start` to `end` (characters of the rendition's text). `document` is the id of
    what is referred to, held or not, and `place` the canonical locator in it, None for the whole. Where the document
    cannot be told, `document` is None: `name` then is the symbol or code as typed, which a document added later may
    bear, or None where the words name nothing that could be looked up.
    """

    locator: str
    kind: Kind
    words: str
    start: int
    end: int
    document: str | None
    name: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class StoredLink:
    """A reference with the version it was read in."""

    document: str
    language: Language
    status: Status
    link: Link


def is_within(place: str, locator: str) -> bool:
    """Tell whether a place is the one at a locator or below it: 16(c) and 16(c)(i) are within 16, 160 is not.

    An objective of a plan has its outputs, and these their rows, below it.

    >>> is_within("16(c)", "16"), is_within("action plan 1.2(3)", "action plan, objective 1")
    (True, True)
    >>> is_within("16", "16(c)"), is_within("160", "16")
    (False, False)
    """
    beginnings = [f"{locator}("]
    if locator.startswith(_OBJECTIVE):
        beginnings.append(f"action plan {locator.removeprefix(_OBJECTIVE)}.")
    return place == locator or place.startswith(tuple(beginnings))
