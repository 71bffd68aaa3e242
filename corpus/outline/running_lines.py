"""Running headers, footers and page numbers: lines that come back page after page at the same edge.

A line counts as running if, at the top or at the bottom of several pages, it is the same, or the same but for a
number that goes up with the pages (“GB.346/INS/4 12”, then 13). Lines are taken off from the edge inwards, up
to the first that does not run, so that a sentence repeated in the text is safe.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from corpus.types import Line

_EDGE_LINES = 4  # a header or a footer has at most that many lines
_PAGES_PER_HEADER = 6  # one page in six is enough: headers differ by chapter, and on left and right pages
_PAGES_OF_A_CHAPTER = 4
_SENTENCE = 40  # characters of a line that is more than a header
_NUMBER = re.compile(r"\d{1,5}")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_PAGE_NUMBER = re.compile(
    r"[^\w§¶]*(?:(?:page|p\.|pág\.|página)\s*)?\d{1,4}(?:\s*(?:/|of|sur|de)\s*\d{1,4})?[^\w.)]*", re.I
)
_PARENTHESIS = re.compile(r"[()]")

Gone = tuple[str, Line]
"""A line taken out, after the reason: `header`, `footer` or `page number`."""


def drop_running_lines(pages: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], list[Gone]]:
    """Take the running lines off each page: the lines kept, page by page, and the lines taken out with the reason."""
    seen: dict[tuple[str, str], list[int]] = {}
    for number, page in enumerate(pages):
        for zone, edge in _edges(page):
            for zone_key in {(zone, key) for line in edge for key in _keys(line)}:
                seen.setdefault(zone_key, []).append(number)
    enough = max(min(3, len(pages)), len(pages) // _PAGES_PER_HEADER, 2)
    running = {
        zone_key
        for zone_key, numbers in seen.items()
        if len(numbers) >= enough or _heads_a_chapter(zone_key[1], numbers)
    }
    kept: list[list[Line]] = []
    gone: list[Gone] = []
    for page in pages:
        found = [item for zone, edge in _edges(page) for item in _running(zone, edge, running)]
        out = {line.start: (reason, line) for reason, line in reversed(found)}  # a line in both zones is a header
        if len(out) == sum(bool(line.text) for line in page) and any(map(_is_sentence, page)):
            out = {}  # pages alike but for their figures, as of a form: this is their text
        kept.append([line for line in page if not line.text or line.start not in out])
        gone += [out[start] for start in sorted(out)]
    return kept, gone


def _is_sentence(line: Line) -> bool:
    return len(line.text) > _SENTENCE and line.text.endswith((".", ";", ":", ","))


def _heads_a_chapter(key: str, numbers: Sequence[int]) -> bool:
    """Tell whether a line stands on each page of a stretch, or on each second: the header of one chapter of many."""
    if key.endswith((".", ";", ":", ",", ")")):
        return False
    close = sum(after - before <= 2 for before, after in pairwise(numbers))
    return close >= _PAGES_OF_A_CHAPTER - 1


def _edges(page: Sequence[Line]) -> Iterator[tuple[str, list[Line]]]:
    """Yield the header and the footer zone of a page, each from the edge inwards; on a short page they overlap."""
    lines = [line for line in page if line.text]
    yield "header", lines[:_EDGE_LINES]
    yield "footer", lines[::-1][:_EDGE_LINES]


def _keys(line: Line) -> Iterator[str]:
    """Yield what makes two lines on different pages the same header: the words, or the words and a page number.

    A number is written as its distance from the number of the page. “Article 12” or “(2)” must not pass for page
    numbers: the number stands alone, after “page”, or beside at least two words or a symbol with a slash.
    """
    text = " ".join(line.text.casefold().split())
    words = _LETTERS.findall(text)
    if words:
        yield text
    if is_page_number(line.text) or len(words) >= 2 or (words and "/" in text):
        numbers = list(_NUMBER.finditer(text))
        for match in {numbers[0], numbers[-1]} if numbers else ():
            yield f"{text[: match.start()]}\0{int(match[0]) - line.page}\0{text[match.end() :]}"


def _running(zone: str, edge: Iterable[Line], running: set[tuple[str, str]]) -> Iterator[Gone]:
    """Yield the lines of an edge that run, up to the first that does not; each key serves once."""
    used: set[str] = set()
    for line in edge:
        keys = {key for key in _keys(line) if (zone, key) in running}
        if not keys - used:
            return
        used |= keys
        yield "page number" if is_page_number(line.text) else zone, line


def is_page_number(text: str) -> bool:
    """Return whether a line is only a page number: `12`, `– 12 –`, `Page 3 of 12`, `3/12`; not `(2)` or `2.`."""
    return _PAGE_NUMBER.fullmatch(text) is not None and not _PARENTHESIS.search(text)
