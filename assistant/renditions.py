"""A paragraph's renditions, as results show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.types import AsJson
from index.types import Placed


@dataclass(frozen=True, slots=True)
class FoundRendition(AsJson):
    """A hit's text in one language."""

    status: str
    text: str
    page: int | None


def found_renditions(placed: Mapping[str, Placed]) -> dict[str, FoundRendition]:
    """Return a paragraph's renditions by language."""
    return {
        str(language): FoundRendition(each.status, each.text, each.rendition.page)
        for language, each in sorted(placed.items())
    }
