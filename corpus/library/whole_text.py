"""A paragraph's text together with that of its items."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.types import Rendition, Role

_OPENS = re.compile(r"[:—–]\s*$")  # the end of a line that a list follows


def whole_texts(renditions: Sequence[Rendition]) -> list[str]:
    """Return, for each rendition of one version in reading order, its text with its items, a line each.

    They stand after the line that opens them, before what the paragraph goes on to say; where none does, after it all.
    Items are written with their marker and carry their own items; a row, an output or another paragraph is not an item
    of its parent. One pass from the end, so that an item is whole before it joins the paragraph it belongs to.
    """
    last_seen: dict[str, int] = {}
    parents: list[int | None] = []
    for position, rendition in enumerate(renditions):
        belongs = rendition.role is Role.ITEM and rendition.parent is not None
        parents.append(last_seen.get(rendition.parent or "") if belongs else None)
        last_seen[rendition.locator] = position
    items: list[list[str]] = [[] for _ in renditions]
    texts = [""] * len(renditions)
    for position in reversed(range(len(renditions))):
        rendition, parent = renditions[position], parents[position]
        own_items = [] if rendition.role is Role.ROW else reversed(items[position])
        before, after = _around_items(rendition.text) if items[position] else (rendition.text, "")
        texts[position] = "\n".join(filter(None, (before, *own_items, after)))
        if parent is not None:
            items[parent].append(f"{rendition.marker} {texts[position]}".strip())
    return texts


def _around_items(text: str) -> tuple[str, str]:
    """Return what a paragraph says before its items, and after them."""
    lines = text.split("\n")
    opening = next((at for at in reversed(range(len(lines))) if _OPENS.search(lines[at])), len(lines) - 1)
    return "\n".join(lines[: opening + 1]), "\n".join(lines[opening + 1 :])
