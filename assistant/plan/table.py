"""The plans of action as a table that is filtered and sorted: what the page, the command and the façade show."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assistant.cite.documents import document_named
from assistant.errors import BadRequest
from assistant.plan.conditions import Conditions
from assistant.plan.types import PlanLine, PlanObjective, PlanRow, Plans, PlanTotal, PlanView, Sum
from assistant.plan.wording import condition_names, find_absent
from corpus.catalogue.catalogue import Catalogue
from corpus.library.holdings import Holdings
from corpus.phrases import Phrase
from corpus.plan import Objective, Output, Plan, Row, Total, points_in
from corpus.plan_reader import PlanReader
from corpus.references import format_citation
from corpus.text.amounts import Amount, written
from corpus.text.folding import fold
from corpus.types import Document, Language

_POINTS = re.compile(r"\s*(?:\d{1,2}(?:\s?,?\s?\(?[a-z]\))?\s*[,;]?\s*)+", re.IGNORECASE)
_PROGRAMME = re.compile(r"(?:[A-Z]|\d{1,2})\.\d{1,2}", re.IGNORECASE)
_OBJECTIVE = re.compile(r"\d{1,2}")
_OUTPUT = re.compile(r"\d{1,2}\.\d{1,2}")
_YEARS = range(1900, 2200)
_LONGEST = 200  # characters

_LATE = 9999
_NUMBERS = re.compile(r"\d+|[a-z]")
_SORTING: dict[str, Callable[[Row], Any]] = {
    "plan": lambda row: (),
    "start": lambda row: (row.first or _LATE, row.last or _LATE),
    "end": lambda row: (row.last or _LATE, row.first or _LATE),
    "deliverable": lambda row: fold(row.deliverable),
    "point": lambda row: [each.zfill(2) for point in row.points for each in _NUMBERS.findall(point)],
}
SORTS = tuple(_SORTING)


@dataclass(frozen=True, slots=True)
class Filters:
    """What is chosen, as it was typed: a point `9(n)` or several, an output `1.2`, a programme output `A.1`, years.

    Of several points, each must be answered; `only` asks for no other. Empty or None asks nothing.
    """

    objective: str = ""
    output: str = ""
    point: str = ""
    only: bool = False
    programme: str = ""
    active: int | None = None
    starting: int | None = None
    ending: int | None = None
    words: str = ""

    def conditions(self) -> Conditions:
        """Return the conditions on the rows. Raises BadRequest for what cannot be one."""
        return Conditions(
            objective=_fitting(
                _OBJECTIVE, self.objective, Phrase("error.expected.objective", "the number of an objective, such as 2")
            ),
            output=_fitting(
                _OUTPUT, self.output, Phrase("error.expected.output", "the number of an output, such as 1.2")
            ),
            points=points_in(
                _fitting(
                    _POINTS, self.point, Phrase("error.expected.point", "a point of the Conclusions, such as 9(n)")
                )
                or ""
            ),
            only=self.only,
            programme=tuple(
                code.upper()
                for each in re.split(r"[,;\s]+", self.programme)
                if (
                    code := _fitting(
                        _PROGRAMME,
                        each,
                        Phrase("error.expected.programme", "an output of the programme and budget, such as A.1"),
                    )
                )
            ),
            active=_year(self.active),
            starting=_year(self.starting),
            ends_from=_year(self.ending),
            ends_to=_year(self.ending),
            words=_words(self.words),
        )


def explore(
    holdings: Holdings, catalogue: Catalogue, language: Language, filters: Filters, sort: str, document: str | None
) -> Plans:
    """Return the plans loaded, or that of `document`, with the rows that pass the filters.

    Raises BadRequest for a filter or an order that there is not, UnknownDocument for a document that is not loaded.
    """
    if sort not in _SORTING:
        raise BadRequest(
            value=sort, expected=Phrase("error.expected.order", "an order: {choices}", choices=", ".join(SORTS))
        )
    if document is not None:
        document = document_named(document, holdings, catalogue)
    conditions = filters.conditions()
    found = [
        _view(plan, conditions, _SORTING[sort], holdings.library.document(plan.document))
        for plan in PlanReader(holdings).plans(language, (document,) if document else ())
    ]
    return Plans(language, condition_names(conditions, language), sum(len(each.rows) for each in found), tuple(found))


def _fitting(pattern: re.Pattern[str], text: str, expected: str) -> str | None:
    """Return a value that matches a pattern, None for an empty one. Raises BadRequest."""
    text = text.strip()
    if text and (len(text) > _LONGEST or not pattern.fullmatch(text)):
        raise BadRequest(value=text[:_LONGEST], expected=expected)
    return text or None


def _year(year: int | None) -> int | None:
    """Return a year. Raises BadRequest."""
    if year is not None and year not in _YEARS:
        raise BadRequest(value=year, expected=Phrase("error.expected.year", "a year, such as 2028"))
    return year


def _words(text: str) -> str:
    """Return the words sought. Raises BadRequest for too many."""
    if len(text) > _LONGEST:
        raise BadRequest(
            value=text[:_LONGEST],
            expected=Phrase("error.expected.characters_at_most", "{most} characters at most", most=_LONGEST),
        )
    return text.strip()


def _view(plan: Plan, conditions: Conditions, order: Callable[[Row], Any], document: Document) -> PlanView:
    """Return a plan with the rows that meet the conditions, or why there are none."""
    years, own = plan.years, plan.sum
    return PlanView(
        document.id,
        document.symbol,
        document.titled(plan.language),
        years[0] if years else None,
        years[1] if years else None,
        len(plan.rows),
        tuple(_objective(each, own, plan, document) for each in plan.objectives),
        tuple(PlanLine(*_line(each, plan, document)) for each in plan.outputs),
        tuple(_row(each, plan, document) for each in sorted(conditions.rows(plan), key=order)),
        _total(plan.total, plan, document) if plan.total else None,
        _sum(own, plan.language) if own else None,
        plan.adds_up,
        tuple(format_citation(document, locator, plan.language) for locator in plan.differing),
        find_absent(plan, conditions, plan.language),
    )


def _line(node: Objective | Output, plan: Plan, document: Document) -> tuple[str, str, str, str, str, str]:
    """Return the fields that an objective and an output share."""
    shown = node.wordings[0]
    citation = format_citation(document, node.locator, plan.language)
    return node.locator, citation, node.number, node.title, shown.language, shown.status


def _objective(node: Objective, own: Amount | None, plan: Plan, document: Document) -> PlanObjective:
    """Return an objective with its resources and their share of the sum of all."""
    resources = node.resources
    share = float(resources.value / own.value) if own and resources and own.value else None
    return PlanObjective(
        *_line(node, plan, document), resources=_sum(resources, plan.language) if resources else None, share=share
    )


def _row(row: Row, plan: Plan, document: Document) -> PlanRow:
    shown = row.wordings[0]
    return PlanRow(
        document=document.id,
        locator=row.locator,
        citation=format_citation(document, row.locator, plan.language),
        number=row.locator.removeprefix("action plan "),
        objective=row.objective,
        output=row.output,
        deliverable=row.deliverable,
        language=shown.language,
        status=shown.status,
        points=row.points,
        programme=row.programme,
        first=row.first,
        last=row.last,
        page=shown.page,
        url=document.urls.get(shown.language),
        texts={str(language): text for language, text in row.texts.items()},
    )


def _total(total: Total, plan: Plan, document: Document) -> PlanTotal:
    shown, citation = total.wordings[0], format_citation(document, total.locator, plan.language)
    return PlanTotal(total.locator, citation, shown.language, shown.status, _sum(total.amount, plan.language))


def _sum(amount: Amount, language: Language) -> Sum:
    whole = amount.value == amount.value.to_integral_value()
    value = int(amount.value) if whole else float(amount.value)
    return Sum(value, amount.currency, written(Decimal(amount.value), amount.currency, language), amount.words)
