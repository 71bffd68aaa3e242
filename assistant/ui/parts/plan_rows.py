"""The rows of the plans as a table: under each output its deliverables, with their columns and the way to the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from assistant import i18n
from assistant.plan.types import PlanRow, Plans, PlanView
from assistant.plan.wording import point_written
from assistant.ui import templating
from assistant.ui.parts import markup
from corpus.errors import AlineaError
from corpus.text.typography import in_a_row, years_written
from corpus.types import Language

Outcome = Plans | AlineaError


def render(language: str, outcome: Outcome, eased: Sequence[tuple[str, int]] = ()) -> Markup:
    """Return the rows, the message that there are none, or the error that kept them from being read.

    `eased` are conditions without any one of which there would be rows, and how many.
    """
    if isinstance(outcome, AlineaError):
        return markup.problem(outcome, language)
    if not outcome.plans:
        return markup.notice(
            i18n.text("plan.empty", language), i18n.text("plan.empty.advice", language), style="refusal"
        )
    if not outcome.count:
        return templating.render("plan/none.html", language, conditions=outcome.conditions, eased=eased)
    tables = [
        {
            "symbol": plan.symbol,
            "title": plan.title,
            "lines": list(_lines(plan, language)),
        }
        for plan in outcome.plans
        if plan.rows
    ]
    return templating.render("plan/rows.html", language, summary=summary(language, outcome), plans=tables)


def summary(language: str, outcome: Outcome) -> str:
    """Return how many rows there are, in one plain line: what a screen reader announces."""
    if isinstance(outcome, AlineaError):
        return i18n.error(outcome, language)
    if not outcome.plans:
        return i18n.text("plan.empty", language)
    everything = sum(plan.all_rows for plan in outcome.plans)
    return i18n.plural("plan.count", outcome.count, language, all=everything)


def _lines(plan: PlanView, language: str) -> Iterator[dict[str, object]]:
    """Yield what each row shows, with its output wherever that changes."""
    outputs = {each.number: each for each in plan.outputs}
    above = ""
    for row in plan.rows:
        output = outputs.get(row.output) if row.output != above else None
        above = row.output
        yield {
            "output": output,
            "output_lang": markup.lang(output.language) if output else "",
            **_row(row, language),
        }


def _row(row: PlanRow, language: str) -> dict[str, object]:
    """Return what a row shows; its number opens it in its context."""
    label = i18n.text("plan.open", language, citation=row.citation)
    return {
        "opener": markup.opener(row.document, row.locator, row.language, row.number, label=label),
        "deliverable": row.deliverable,
        "lang": markup.lang(row.language),
        "badges": markup.badges(row.language, row.status, language),
        "points": in_a_row([point_written(point, Language(language)) for point in row.points], language),
        "programme": ", ".join(row.programme),
        "years": years_written(row.first, row.last, language),
    }
