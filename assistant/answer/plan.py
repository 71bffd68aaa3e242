"""Questions that the plan of action answers as a table, by its columns: points, programme outputs, years."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.stored import StoredRendition

_LETTERED = re.compile(r"(?<![\w.])(\d{1,2})\s?\(?([a-z])\)", re.IGNORECASE)
_MORE_LETTERS = re.compile(r"\s*(?:,|et|and|y|&)\s+\(?([a-z])\)", re.IGNORECASE)
_WHOLE_POINTS = re.compile(
    r"\b(?:points?|puntos?)\s+(\d{1,2}(?:(?:\s*,\s*|\s+(?:et|and|y)\s+)\d{1,2})*)(?!\s?\(?[a-z]\)|[\d.])", re.IGNORECASE
)
_PROGRAMME_OUTPUT = re.compile(r"(?<![\w.])([A-C]\.\d{1,2})(?![\w])")
_PROGRAMME_NUMBER = re.compile(
    r"\b(?:programme(?: (?:and|&) budget)? outputs?|P&B(?: outputs?)?|produits? du (?:programme(?: et budget)?|P&B)|"
    r"productos? del programa(?: y presupuesto)?)\s+(\d{1,2}\.\d{1,2})",
    re.IGNORECASE,
)
_ENDING = re.compile(
    r"\b(?:end(?:s|ing)?|finish(?:es|ed)?|due|deadline|until|by|termine(?:nt)?|terminée?s?|prennent fin|prend fin|"
    r"échéance|s['’]achèvent|jusqu['’]en|terminan|termina|vencen|hasta|plazo)\b.{0,30}?\b(20\d\d)\b",
    re.IGNORECASE,
)
_ABOUT_ROWS = re.compile(
    r"\b(?:outputs?|deliverables?|rows?|lines?|activit(?:y|ies)|plan|produits?|livrables?|lignes?|activités?|"
    r"productos?|entregables?|filas?|actividad(?:es)?|P&B)\b",
    re.IGNORECASE,
)
# A paragraph of a document is not a point of the Conclusions: such a question is about the paragraph's own text.
_ABOUT_PARAGRAPH = re.compile(
    r"\b(?:para(?:graph)?s?|paragr(?:aphe)?s?|par|párr(?:afo)?s?|articles?|art|artículos?)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition on a column of the table."""

    column: str
    value: str

    def holds(self, cells: Mapping[str, str]) -> bool:
        """Tell whether a row's cells meet the condition: a listed value is equal, a time frame ends in the year."""
        if self.column == "years":
            return cells.get("years", "").endswith(self.value)
        return self.value in [_canonical(part) for part in cells.get(self.column, "").split(",")]


def conditions(question: str) -> list[Condition]:
    """Return what a question asks of the rows; empty where it does not ask for rows.

    >>> conditions("Which outputs correspond to point 9 n) of the Conclusions?")
    [Condition(column='points', value='9n')]
    """
    if not _ABOUT_ROWS.search(question):
        return []
    found = [] if _ABOUT_PARAGRAPH.search(question) else [Condition("points", point) for point in _points(question)]
    found += [Condition("outputs", value.lower()) for value in _PROGRAMME_OUTPUT.findall(question)]
    found += [Condition("outputs", value) for value in _PROGRAMME_NUMBER.findall(question)]
    found += [Condition("years", year) for year in _ENDING.findall(question)]
    return list(dict.fromkeys(found))


def _points(question: str) -> list[str]:
    """Return the points a question names: `16 k) and l)` are `16k` and `16l`."""
    points = []
    for match in _LETTERED.finditer(question):
        points.append(f"{match[1]}{match[2].lower()}")
        position = match.end()
        while more := _MORE_LETTERS.match(question, position):
            points.append(f"{match[1]}{more[1].lower()}")
            position = more.end()
    for match in _WHOLE_POINTS.finditer(question):
        points.extend(re.findall(r"\d+", match[1]))
    return points


def matching_rows(rows: Sequence[StoredRendition], wanted: Sequence[Condition]) -> list[tuple[str, str]]:
    """Return the documents and locators of the rows that meet every condition, in table order, each once.

    None where there is no condition. Renditions without cells are passed over.
    """
    if not wanted:
        return []
    found = [
        (row.document, row.rendition.locator)
        for row in rows
        if row.rendition.cells and all(condition.holds(row.rendition.cells) for condition in wanted)
    ]
    return list(dict.fromkeys(found))


def _canonical(value: str) -> str:
    """Return a cell's value in a form that compares: `9 n)` and `9(n)` are `9n`."""
    return re.sub(r"[\s()]", "", value).lower()
