"""Questions that the plan of action answers as a table: which rows have this point, this output, this year?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.stored import StoredRendition

_POINT = re.compile(r"\b(?:points?|puntos?|apartados?|paragraphs?|paragraphes?|párrafos?)\s+(\d{1,2})\s?(?:\(?([a-z])\))?", re.IGNORECASE)
_OUTPUT = re.compile(r"\b(?:([A-C]\.\d)|(?:programme (?:and budget )?outputs?|produits? du programme(?: et budget)?|productos? del programa)\s+(\d\.\d))\b")
_ENDING = re.compile(
    r"\b(?:end(?:s|ing)?|finish(?:es)?|due|deadline|until|by the end|terminent|termine(?:nt)?|prennent fin|prend fin|échéance|s['’]achèvent|"
    r"jusqu['’]en|terminan|termina|vencen|hasta|plazo)\b.{0,30}?\b(20\d\d)\b",
    re.IGNORECASE,
)
_ABOUT_ROWS = re.compile(
    r"\b(?:outputs?|deliverables?|rows?|lines?|activit(?:y|ies)|produits?|livrables?|lignes?|activités?|productos?|filas?|actividades?)\b",
    re.IGNORECASE,
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
    found = [Condition("points", f"{number}{(letter or '').lower()}") for number, letter in _POINT.findall(question)]
    found += [Condition("outputs", (cross or direct).lower()) for cross, direct in _OUTPUT.findall(question)]
    found += [Condition("years", year) for year in _ENDING.findall(question)]
    return found


def matching_rows(rows: Sequence[StoredRendition], wanted: Sequence[Condition]) -> list[StoredRendition]:
    """Return the rows that meet every condition, in table order; none where there is no condition."""
    return [row for row in rows if wanted and all(condition.holds(row.rendition.cells or {}) for condition in wanted)]


def _canonical(value: str) -> str:
    """Return a cell's value in a form that compares: `9 n)` and `9(n)` are `9n`."""
    return re.sub(r"[\s()]", "", value).lower()
