"""Recitals: the numbered reasons before the articles of an act, which have a count of their own.

`(25) The Court of Justice …` after “Whereas:” is `recital 25`, and no item of a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from corpus.outline.markers import Numbered, ends_sentence
from corpus.types import Line

_WHEREAS = re.compile(
    r"^(?:.{0,200}[,;]\s)?(?:whereas|considérant(?: ce qui suit)?|considérants|considerando(?: lo siguiente)?|"
    r"considerandos)\s?:?$",
    re.IGNORECASE,
)
_BEGINS_WHEREAS = re.compile(r"^(?:whereas|considérant|considerando)\b", re.IGNORECASE)
_LARGEST_LEAP = 3
_PAGE_WIDE = 40  # characters


def recitals_of(lines: Sequence[Line], items: Mapping[int, Numbered], first_opening: int | None) -> dict[int, Numbered]:
    """Return the positions at which a recital begins, before the first article.

    Their numbers count upwards from (1), and “Whereas” stands above the first or begins each.
    """
    found: dict[int, Numbered] = {}
    last = 0
    announced = False
    for position in range(len(lines) if first_opening is None else first_opening):
        text = lines[position].text
        announced = announced or bool(_WHEREAS.match(text))
        item = items.get(position)
        if item is None or not item.number.isdigit() or _goes_on(lines, position):
            continue
        if not announced and not (last or _BEGINS_WHEREAS.match(item.rest)):
            continue
        number = int(item.number)
        if number == 1 if not last else last < number <= last + _LARGEST_LEAP:
            found[position] = item
            last = number
    return found if len(found) >= 2 else {}


def _goes_on(lines: Sequence[Line], position: int) -> bool:
    """Tell whether a line goes on with the one above, so that “(2)” in it is a reference."""
    above = lines[position - 1].text if position else ""
    return len(above) > _PAGE_WIDE and not above.endswith(",") and not ends_sentence(above)
