"""A paragraph's text together with that of its items."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.types import Rendition, Role


def whole_texts(renditions: Sequence[Rendition]) -> list[str]:
    """Return, for each rendition of one version in reading order, its text followed by its items, a line each.

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
        texts[position] = "\n".join(filter(None, (rendition.text, *own_items)))
        if parent is not None:
            items[parent].append(f"{rendition.marker} {texts[position]}".strip())
    return texts
