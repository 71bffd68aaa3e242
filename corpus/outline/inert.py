"""Lines that open nothing: tables of contents, notes at the end, and new texts that an amending act quotes.

“Article 71A”, quoted in article 3 of an act that inserts it elsewhere, is no article of that act.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum

from corpus.outline.contents import contents_of
from corpus.types import Line

_PAIRS = {"«": "»", "“": "”", "„": "“", '"': '"'}
_OPENS_QUOTED = re.compile(r":\s?(?P<mark>[«“„\"])\s?(?=[\w(]|$)")
_BEGINS_QUOTED = re.compile(r"#{0,6}\s?(?P<mark>[«“„\"])")
_AMENDS = re.compile(
    r"replace|insert|add(?:ed|ing)|amend|substitut|as follows|following|to read|remplac|modifi|insér|ajout|complét|"
    r"libell|rédig|suivant|comme suit|teneur|redact|añad|sustitu|siguiente|agrega|incorpor",
    re.IGNORECASE,
)
_INTRODUCTION = 300  # characters before a new text that say that it amends another
_INTRODUCING_LINES = 8  # blank ones among them
_LONGEST_QUOTED = 300  # lines; a mark that is closed later still was left open by mistake
_SIGNED = re.compile(r"^(?:Done at|Fait à|Fait le|Hecho en|Dado en)\b")
_NOTE = re.compile(r"^(?:\((?P<round>\d{1,3})\)|\[(?P<square>\d{1,3})\])\s*(?=\S)")
_NOTE_BEGINS = re.compile(r"[(\[]?(?:\d{1,3}|\*{1,3})[)\].]?(?:\s|(?=[^\W\d]))")
_JOURNAL = re.compile(r"(?:OJ|JO|DO|DOUE)\s(?:No\s)?[CL]?\s?\d|\bECLI:|\bp\.\s?\d")
_NEAR = 15  # lines between a signature and the notes after it


class Inert(StrEnum):
    """Why a line opens nothing."""

    CONTENTS = "contents"
    QUOTED = "quoted"
    NOTE = "note"


def inert_lines(lines: Sequence[Line]) -> dict[int, Inert]:
    """Return the positions of the lines that open nothing, and why."""
    found = dict.fromkeys(_notes(lines), Inert.NOTE)
    found |= dict.fromkeys(_quoted(lines), Inert.QUOTED)
    return found | dict.fromkeys(contents_of(lines), Inert.CONTENTS)


def _notes(lines: Sequence[Line]) -> Iterator[int]:
    """Yield the lines that a reader marked as notes, and those counted from (1) after the signatures of an act."""
    yield from (position for position, line in enumerate(lines) if line.note)
    filled = [position for position, line in enumerate(lines) if line.text]
    first = len(filled)
    number = 0
    for index in range(len(filled) - 1, -1, -1):
        text = lines[filled[index]].text
        match = _NOTE.match(text)
        if not match and _JOURNAL.match(text):
            continue  # the second line of a note
        if not match or (number and int(match[1] or match[2]) != number - 1):
            break
        number, first = int(match[1] or match[2]), index
    if number != 1:
        return
    notes = filled[first:]
    signed = any(_SIGNED.match(lines[position].text) for position in filled[max(0, first - _NEAR) : first])
    if signed or 2 * sum(bool(_JOURNAL.search(lines[position].text)) for position in notes) > len(notes):
        yield from notes


def _quoted(lines: Sequence[Line]) -> Iterator[int]:
    """Yield the lines within quotation marks that open after a colon and close on a later line."""
    position = 0
    while position < len(lines):
        text = lines[position].text
        if not any(mark in text for mark in _PAIRS):
            position += 1
            continue
        above = _introduction(lines, position)
        begins = _BEGINS_QUOTED.match(text) if above.endswith(":") and _AMENDS.search(above) else None
        opened = begins or next(iter(reversed(list(_OPENS_QUOTED.finditer(text)))), None)
        before = text if begins or not opened else f"{above} {text[: opened.start()]}"
        last = None
        if opened is not None and (begins or _AMENDS.search(before)):
            start = begins.start("mark") if begins else opened.start("mark")
            last = _closed_at(lines, position, start, opened["mark"])
        if last is None:
            position += 1
            continue
        yield from range(position if begins else position + 1, last + 1)
        position = last + 1


def _introduction(lines: Sequence[Line], position: int) -> str:
    """Return the words just before a line."""
    words: list[str] = []
    for before in range(position - 1, max(-1, position - _INTRODUCING_LINES), -1):
        words.insert(0, lines[before].text)
    return " ".join(filter(None, words))[-_INTRODUCTION:]


def _closed_at(lines: Sequence[Line], first: int, start: int, mark: str) -> int | None:
    """Return the position of the line in which a quotation mark is closed, None where it is not."""
    closing = _PAIRS[mark]
    depth = 0
    for position in range(first, min(first + _LONGEST_QUOTED, len(lines))):
        text = lines[position].text[start if position == first else 0 :]
        if mark == closing:
            depth = (depth + text.count(mark)) % 2
        else:
            depth += text.count(mark) - text.count(closing)
        if depth <= 0:
            return position
    return None


def begins_note(text: str) -> bool:
    """Tell whether a line of notes begins another one: with its number, in brackets or not, or a star."""
    return bool(_NOTE_BEGINS.match(text))
