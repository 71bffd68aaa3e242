"""A row of a plan of action, and which output it belongs to, or which years it has."""

from __future__ import annotations

from collections.abc import Iterator

import prompts
from assistant.study.places import Place, Said
from assistant.study.rules import Reason
from assistant.study.types import ItemKind
from assistant.study.workshop import Candidate, Workshop
from corpus.plan import Plan, Row
from corpus.text.folding import fold_spaces
from corpus.text.typography import years_written
from corpus.types import Language, Role

_OPTIONS = 4
_FEWEST = 3


def make(place: Place, shop: Workshop) -> Iterator[Candidate]:
    """Yield a question for a row: its years in half of the cases, else its output."""
    if place.role is not Role.ROW:
        return
    asks_years = shop.chance(place, ItemKind.MULTIPLE_CHOICE).random() < 0.5
    yield from shop.in_languages(lambda reader: _item(place, shop, reader, asks_years=asks_years))


def _item(place: Place, shop: Workshop, reader: Language, *, asks_years: bool) -> Candidate | None:
    plan = next(iter(shop.session.plans.plans(reader, [place.document.id])), None)
    row = next((each for each in plan.rows if each.locator == place.locator), None) if plan else None
    if plan is None or row is None:
        return None
    if sum(fold_spaces(each.deliverable) == fold_spaces(row.deliverable) for each in plan.rows) != 1:
        return Reason.NOT_ONE_ANSWER
    options = _years(row, plan, reader) if asks_years else _outputs(row, plan)
    key, others = options[0], list(dict.fromkeys(options[1:]))
    shop.chance(place, ItemKind.MULTIPLE_CHOICE).shuffle(others)
    if not key or len(others) < _FEWEST - 1:
        return None
    shown = sorted([key, *others[: _OPTIONS - 1]])
    version = place.version(reader)
    said = Said(version.rendition.text, version.language, version.status)
    evidence = list(place.evidence(said, reader))
    if not asks_years and (output := shop.chosen.place(place.document.id, f"action plan {row.output}")):
        above = output.version(reader)
        evidence += output.evidence(Said(above.rendition.text, above.language, above.status), reader)
    stem = "study.stem_row_years" if asks_years else "study.stem_row_output"
    return shop.item(
        ItemKind.MULTIPLE_CHOICE,
        place,
        reader,
        evidence,
        stem=prompts.render(stem, reader, document=place.named(reader)),
        passage=row.deliverable,
        options=tuple(shown),
        key=key,
        difficulty=2,
        feedback=prompts.render("study.feedback", reader, right=key, place=place.citation(reader)),
    )


def _years(row: Row, plan: Plan, reader: Language) -> list[str]:
    """Return the years of a row, then those of others."""
    written = [years_written(each.first, each.last, str(reader)) for each in (row, *plan.rows)]
    return [written[0], *(each for each in written[1:] if each and each != written[0])]


def _outputs(row: Row, plan: Plan) -> list[str]:
    """Return the title of the output of a row, then those of others."""
    own = next((each.title for each in plan.outputs if each.number == row.output), "")
    return [own, *(each.title for each in plan.outputs if each.number != row.output)]
