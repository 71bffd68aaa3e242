"""Tables of web pages: those that only place text on the page, lists with a number in one cell, and real tables."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

_INNER_BLOCKS = (*(f"h{level}" for level in range(1, 7)), "ol", "ul", "table")
_NUMERAL = r"(?:\d{1,3}|[A-Za-z]|[ivxlc]{1,6}|[IVXLC]{1,6})"
_NUMBER = re.compile(rf"\(\s?{_NUMERAL}\s?\)|{_NUMERAL}\s?[.)]|\d{{1,3}}\s?[°º]")
_MARKER = re.compile(rf"{_NUMBER.pattern}|[-–—•·]")
_PLACED = {"div", "p", "dt", "dd", "td"}


def is_layout(table: HtmlElement) -> bool:
    """Return whether a table only places blocks on the page: headings, lists or tables inside, or a single column."""
    if any(table.find(f".//{tag}") is not None for tag in _INNER_BLOCKS):
        return True
    return all(len(row.xpath("./td | ./th")) <= 1 for row in table.iter("tr"))


def numbered_rows(table: HtmlElement) -> list[tuple[str, list[HtmlElement]]]:
    """Return the rows of a table that sets a list, number and words in two cells: each number, and the cells after it.

    The acts of the European Union are set so, `(a) | access to employment;`. Empty for any other table.
    """
    found = []
    for row in table.xpath("./tr | ./tbody/tr | ./thead/tr"):
        cells = [cell for cell in row.xpath("./td | ./th") if cell.text_content().strip()]
        if not cells:
            continue
        marker = " ".join(cells[0].text_content().split())
        if len(cells) != 2 or not _MARKER.fullmatch(marker):
            return []
        found.append((marker, cells[1:]))
    return found


def texts(row: HtmlElement) -> list[str]:
    """Return the words of each cell of a row."""
    return [" ".join(" ".join(cell.itertext()).split()) for cell in row.xpath("./td | ./th")]


def number_apart(element: HtmlElement) -> str:
    """Return the number that stands alone in a block, where the next block holds its words; empty for any other block.

    So are lists set in the European Union's consolidated acts, and in definition lists.
    """
    number = " ".join(element.text_content().split()) if element.tag in _PLACED and len(element) < 3 else ""
    after = element.getnext()
    if not _NUMBER.fullmatch(number) or after is None or after.tag not in _PLACED:
        return ""
    words = after.text_content().strip()
    return "" if not words or _NUMBER.fullmatch(words) else number
