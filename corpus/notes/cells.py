"""The columns of a row of the plan of action, read back from our note on it, so that a note can be found by them."""

from __future__ import annotations

import re

_COLUMNS = re.compile(
    r"^(?P<deliverable>.+?)\s*Points?\s(?:of the Conclusions|des conclusions)\s?:\s(?P<points>.+?)\.\s"
    r"(?:Programme and budget outputs?|Produits? du programme et budget)\s\(2022[–-]23\)\s?:\s(?P<outputs>.+?)\.\s"
    r"(?:Time frame|Délai)\s?:\s(?P<years>20\d\d(?:[–-]20\d\d)?)\.$",
    re.DOTALL,
)
_POINT = re.compile(r"(?P<number>\d{1,2})(?:\s?\(?(?P<letter>[a-z])\))?|\(?(?P<more>[a-z])\)")
_OUTPUT = re.compile(r"\b(?:[A-C]|\d{1,2})\.\d{1,2}\b")


def row_cells(note: str) -> dict[str, str] | None:
    """Return the columns of `corpus.tables.CELLS` that a note on a row states, None where it states none.

    `6(c), (e); 8` are the points 6(c), 6(e) and 8.
    """
    match = _COLUMNS.match(note.replace("\u00a0", " "))
    if not match:
        return None
    return {
        "deliverable": match["deliverable"],
        "points": ", ".join(_points(match["points"])),
        "outputs": ", ".join(_OUTPUT.findall(match["outputs"])),
        "years": match["years"].replace("–", "-"),
    }


def _points(text: str) -> list[str]:
    """Return the points of a list in which a letter alone continues the number before it."""
    points: list[str] = []
    number = ""
    for match in _POINT.finditer(text):
        number = match["number"] or number
        letter = match["letter"] or match["more"]
        points.append(f"{number}({letter})" if letter else number)
    return points
