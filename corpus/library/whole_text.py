"""A paragraph together with its items, in the order that the paper prints."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from corpus.types import Rendition, Role

_OPENS = re.compile(r"[:—–]\s*$")  # the end of a line that a list follows


class WholeText(NamedTuple):
    """A paragraph's text with its items, a line each; `closing` are those of its own words that stand after them."""

    text: str
    closing: str = ""


def whole_texts(renditions: Sequence[Rendition]) -> list[WholeText]:
    """Return the whole text of each rendition of one version, given in reading order.

    Items stand after the line that opens them, before what the paragraph goes on to say; where none does, after it all.
    They are written with their marker and carry their own items; a row, an output or another paragraph is not an item
    of its parent. One pass from the end, so that an item is whole before it joins the paragraph it belongs to.
    """
    parents = item_parents(_places(renditions))
    items: list[list[str]] = [[] for _ in renditions]
    texts = [WholeText("")] * len(renditions)
    for position in reversed(range(len(renditions))):
        rendition, parent = renditions[position], parents[position]
        own_items = [] if rendition.role is Role.ROW else reversed(items[position])
        before, after = _around_items(rendition.text) if items[position] else (rendition.text, "")
        texts[position] = WholeText("\n".join(filter(None, (before, *own_items, after))), after)
        if parent is not None:
            items[parent].append(f"{rendition.marker} {texts[position].text}".strip())
    return texts


class PrintedText(NamedTuple):
    """Own words of the rendition at a position; `closes` where they are those that stand after its items."""

    position: int
    text: str
    closes: bool = False


def in_print_order(renditions: Sequence[Rendition]) -> Iterator[PrintedText]:
    """Yield the own words of renditions of one version as printed: what follows a paragraph's items, after these."""
    closings = [whole.closing for whole in whole_texts(renditions)]
    for position, ended in enumerate(ending_at(item_parents(_places(renditions)))):
        yield PrintedText(position, before_closing(renditions[position].text, closings[position]))
        yield from (PrintedText(at, closings[at], closes=True) for at in ended if closings[at])


def item_parents(places: Iterable[tuple[str, str | None, Role]]) -> list[int | None]:
    """Return where the paragraph stands that each place is an item of; None for what is no item.

    `places` are the locator, parent and role of each rendition of one version, as `Library.structure` gives them.
    """
    last_seen: dict[str, int] = {}
    parents: list[int | None] = []
    for position, (locator, parent, role) in enumerate(places):
        belongs = role is Role.ITEM and parent is not None
        parents.append(last_seen.get(parent or "") if belongs else None)
        last_seen[locator] = position
    return parents


def with_items(parents: Sequence[int | None], place: int) -> list[int]:
    """Return what `whole_texts` needs for the text at a place: itself, its items and theirs, in order.

    >>> with_items([None, 0, 1, 0, None], 0)  # 1; 1(a); 1(a)(i); 1(b); 2
    [0, 1, 2, 3]
    """
    needed = {place: None}
    for position in range(place + 1, len(parents)):
        if parents[position] in needed:
            needed[position] = None
    return list(needed)


def ending_at(parents: Sequence[int | None]) -> list[list[int]]:
    """Return for each place the paragraphs whose last item stands there, innermost first: their closing words follow.

    >>> ending_at([None, 0, 1, 0, None])  # 1; 1(a); 1(a)(i); 1(b); 2
    [[], [], [1], [0], []]
    """
    last = list(range(len(parents)))
    for position, parent in reversed(list(enumerate(parents))):
        if parent is not None:
            last[parent] = max(last[parent], last[position])
    ends: list[list[int]] = [[] for _ in parents]
    for position in reversed(range(len(parents))):
        if last[position] > position:
            ends[last[position]].append(position)
    return ends


def before_closing(text: str, closing: str) -> str:
    """Return a paragraph's own words up to its items."""
    return text.removesuffix(closing).rstrip("\n") if closing else text


def _places(renditions: Sequence[Rendition]) -> Iterator[tuple[str, str | None, Role]]:
    return ((each.locator, each.parent, each.role) for each in renditions)


def _around_items(text: str) -> tuple[str, str]:
    """Return what a paragraph says before its items, and after them."""
    lines = text.split("\n")
    opening = next((at for at in reversed(range(len(lines))) if _OPENS.search(lines[at])), len(lines) - 1)
    return "\n".join(lines[: opening + 1]), "\n".join(lines[opening + 1 :])
