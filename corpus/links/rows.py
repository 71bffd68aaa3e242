"""The references that the columns of a table make: the points that a row answers to, the programme outputs it is under.

Which conclusions the points are of, and of which biennium the outputs, the headings of the columns say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.catalogue.catalogue import Catalogue
from corpus.links.types import Kind, Link
from corpus.text.folding import fold
from corpus.types import Rendition

_POINT = re.compile(
    r"(?<![\d.])(?P<number>\d{1,2})(?![\d.])(?:\s?\(?(?P<letter>[a-z])\))?|(?<![a-z(])\(?(?P<more>[a-z])\)"
)
_OUTPUT = re.compile(r"\b(?:[A-C]|\d{1,2})\.\d{1,2}\b")
_SAID = {
    "points": re.compile(
        r"\b(?:points?|puntos?)\s(?:of the|des|de las)\s(?:conclusions|conclusiones)\s?:\s(.+?)\.(?=\s|$)", re.DOTALL
    ),
    "outputs": re.compile(
        r"\b(?:programme and budget outputs?|produits? du programme et budget|productos? del programa y presupuesto)"
        r"\s\(20\d\d-\d\d(?:\d\d)?\)\s?:\s(.+?)\.(?=\s+[a-z]+[\w ]*\s?:|\s*$)",
        re.DOTALL,
    ),
}
_BIENNIUM = re.compile(
    r"(?:programme\s+and\s+budget|programme\s+et\s+budget|\bet\s+budget|programa\s+y\s+presupuesto)\b[^.()]{0,60}\((20\d\d)\s?-\s?(?:20)?(\d\d)\)"
)
_BUDGET = "programme-and-budget"


def row_links(rendition: Rendition, conclusions: str | None, budget: str | None) -> Iterator[Link]:
    """Yield what a row's columns refer to: points of `conclusions`, and outputs of a programme and budget.

    An output of a programme and budget has the locator `output 4.1`.
    """
    folded = fold(rendition.text)
    if found := _column("points", rendition, folded):
        number = ""
        for match in _POINT.finditer(folded, *found):
            number = match["number"] or number
            letter = match["letter"] or match["more"]
            place = f"{number}({letter})" if letter else number
            yield _link(rendition, match.span(), conclusions, place)
    if found := _column("outputs", rendition, folded):
        for match in _OUTPUT.finditer(rendition.text, *found):
            yield _link(rendition, match.span(), budget, f"output {match[0]}")


def _link(rendition: Rendition, span: tuple[int, int], document: str | None, place: str) -> Link:
    return Link(rendition.locator, Kind.CORRESPONDS, rendition.text[slice(*span)], *span, document, None, place)


def _column(name: str, rendition: Rendition, folded: str) -> tuple[int, int] | None:
    """Return where a column stands in a row's text: as printed, between bars, or in words, in a note on the row."""
    cell = (rendition.cells or {}).get(name, "")
    printed = rendition.text.find(f"| {cell}") + 2 if cell else 1
    if cell and printed > 1:
        return printed, printed + len(cell)
    said = _SAID[name].search(folded)
    return said.span(1) if said else None


def budget_of(source: str, catalogue: Catalogue) -> str | None:
    """Return the programme and budget of the biennium that the heading of a column names, where it names one.

    `source` is the whole text, in which the headings of the columns stand.
    """
    years = {match.groups() for match in _BIENNIUM.finditer(fold(source))}
    if len(years) != 1:
        return None
    first, last = years.pop()
    entries = [entry for entry in catalogue if entry.kind == _BUDGET]
    fitting = [
        entry.id for entry in entries if any(f"{first}-{last}" in fold(title) for title in entry.titles.values())
    ]
    return fitting[0] if len(fitting) == 1 else None
