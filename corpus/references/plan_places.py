"""The outputs, rows and objectives of the plan of action, as texts name them: «produit 1.2, ligne 3».

All patterns work on folded text (`corpus.text.folding.fold`), where offsets are those of the text itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.references.place_words import OF, ORDINAL, SIGN, ordinal
from corpus.references.types import Place

_PLAN = r"(?:action plan|plan of action|plan d'action|plan de accion)\s*[,:(]?\s*"
# An outcome of the programme and budget has one number: “outcome 1.2” is a slip for an output.
_OUTPUT = rf"(?:outputs?|outcomes?|produits?|resultats?|productos?|resultados?){SIGN}\s*"
_ROW_WORD = rf"(?:rows?|lines?|lignes?|rangees?|filas?|lineas?|deliverables?){SIGN}\s*"
_ROWS = r"\d{1,2}(?:\s*(?:,|-|\b(?:et|and|y|to|a)\b)\s*\d{1,2}(?![\d.]))*"
_MORE = rf"(?:\s*(?:,|;|-|\b(?:et|and|y|to|a)\b)\s*(?:{_OUTPUT})?\d\.\d(?![\d.]\d))*"


def _nth(name: str) -> str:
    """Return the pattern of a row told by its ordinal: “third row”."""
    return rf"(?P<{name}>{ORDINAL})\s+(?:rows?|lines?|lignes?|rangees?|filas?|lineas?|deliverables?)\b"


_BEFORE = (
    rf"(?:{_ROW_WORD}(?P<before>{_ROWS})|{_nth('first')})"
    rf"(?:{OF}|\s+(?:under|sous(?: le)?|bajo(?: el)?)\s+|\s*,\s*)(?:{_PLAN})?"
)
_AFTER = (
    rf"\s*\((?P<row>\d{{1,2}})\)|\s*[,(-]?\s*{_ROW_WORD}(?P<line>{_ROWS})(?![\d.]\d|\d)\)?"
    rf"|\s*,?\s*(?:the |la )?{_nth('nth')}"
)
_PLACE_IN_PLAN = re.compile(
    rf"\b(?:(?:{_BEFORE})?(?:{_PLAN})?{_OUTPUT}|{_PLAN})(?P<output>\d\.\d)(?![\d.]\d)(?P<rest>{_MORE})(?:{_AFTER})?"
)
_OBJECTIVE = re.compile(
    rf"\b(?:{_PLAN})?(?:objectives?|objectifs?|objetivos?){SIGN}\s*(?P<first>\d)(?!\.?\d)"
    r"(?P<rest>(?:\s*(?:,|-|\b(?:et|and|y|to|a)\b)\s*\d(?![.\d]*\d|\s?\)|\w))*)"
)


def find_plan_places(folded: str) -> Iterator[Place]:
    """Yield the outputs, rows and objectives of the plan of action that a text names."""
    for match in _PLACE_IN_PLAN.finditer(folded):
        *others, last = _outputs(match["output"], match["rest"])
        nth = match["nth"] or match["first"]
        rows = [ordinal(nth)] if nth else _numbers(match["row"] or match["line"] or match["before"] or "")
        outputs = [*others, *(f"{last}({row})" for row in rows)] if rows else [*others, last]
        yield Place(tuple(f"action plan {output}" for output in outputs), match.span())
    for match in _OBJECTIVE.finditer(folded):
        numbers = _numbers(match["first"] + match["rest"])
        yield Place(tuple(f"action plan, objective {number}" for number in numbers), match.span())


def _numbers(listed: str) -> list[int]:
    """Return the numbers of a list or range: `1-3, 5` -> 1, 2, 3, 5."""
    numbers: list[int] = []
    for link, digits in re.findall(r"(^|,|-|[a-z]+)\s*(\d+)", listed):
        if link in ("-", "to", "a") and numbers:
            numbers += range(numbers[-1] + 1, int(digits))
        numbers.append(int(digits))
    return numbers


def _outputs(first: str, rest: str) -> list[str]:
    """Return the outputs of a list or range: `1.1`, `-1.3` -> 1.1, 1.2, 1.3."""
    outputs = [first]
    for link, output in re.findall(r"(,|;|-|\b(?:et|and|y|to|a)\b)\D*(\d\.\d)", rest):
        (objective, start), (other, end) = outputs[-1].split("."), output.split(".")
        if link in ("-", "to", "a") and objective == other:
            outputs += [f"{objective}.{n}" for n in range(int(start) + 1, int(end))]
        outputs.append(output)
    return outputs
