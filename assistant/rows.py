"""A row of a table in words: each column under its name, in the language of the text."""

from __future__ import annotations

from collections.abc import Mapping

import prompts
from assistant.plan.wording import point_written
from corpus.plan import points_in
from corpus.types import Language

_NAMES = {
    "deliverable": "row.deliverable",
    "points": "row.points",
    "outputs": "row.outputs",
    "years": "row.years",
}


def labelled(cells: Mapping[str, str] | None, language: Language) -> tuple[tuple[str, str], ...]:
    """Return the columns of a row, each with its name in a language, those that are empty left out; none for no row.

    Contents are as printed. Those of our notes are kept as locators are, and written as the language writes them.

    >>> labelled({"deliverable": "A manual", "points": "9 n)", "outputs": "", "years": "2028"}, Language.EN)
    (('Deliverable', 'A manual'), ('Points of the Conclusions', '9 n)'), ('Time frame', '2028'))
    >>> labelled({"points": "9(n), 16"}, Language.ES)
    (('Puntos de las Conclusiones', '9, n), 16'),)
    """
    found = dict(cells or {})
    points = points_in(found.get("points", ""))
    if ", ".join(points) == found.get("points"):
        found["points"] = ", ".join(point_written(each, language) for each in points)
    return tuple((prompts.render(key, language), found[name]) for name, key in _NAMES.items() if found.get(name))
