"""The rows of the plans as a table: under each output its deliverables, with their columns and the way to the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from assistant import i18n
from assistant.plan.types import PlanRow, Plans, PlanView
from assistant.plan.wording import point_written
from assistant.ui.parts import markup
from corpus.errors import AlineaError
from corpus.text.typography import years_written
from corpus.types import Language

Outcome = Plans | AlineaError

_COLUMNS = ("row", "deliverable", "points", "programme", "years")


def render(language: str, outcome: Outcome, eased: Sequence[tuple[str, int]] = ()) -> Markup:
    """Return the rows, the message that there are none, or the error that kept them from being read.

    `eased` are conditions without any one of which there would be rows, and how many.
    """
    if isinstance(outcome, AlineaError):
        return markup.notice(i18n.text("problem.title", language), i18n.error(outcome, language))
    if not outcome.plans:
        return markup.notice(
            i18n.text("plan.empty", language), i18n.text("plan.empty.advice", language), style="refusal"
        )
    if not outcome.count:
        return _none(language, outcome, eased)
    tables = (_table(plan, language) for plan in outcome.plans if plan.rows)
    return Markup('<p class="count">{}</p>{}').format(summary(language, outcome), markup.join(tables))


def _none(language: str, outcome: Plans, eased: Sequence[tuple[str, int]]) -> Markup:
    """Return the conditions, and those without which there are rows; or that no single one helps."""
    ways = markup.join(
        Markup("<li>{}</li>").format(i18n.plural("plan.none.without", count, language, condition=condition))
        for condition, count in eased
    )
    advice = "plan.none.eased" if ways else "plan.none.advice"
    return Markup('<div class="notice refusal"><h3>{}</h3><p>{}</p><p>{}</p><ul>{}</ul></div>').format(
        i18n.text("plan.none", language),
        i18n.text("plan.none.asked", language, conditions=outcome.conditions),
        i18n.text(advice, language),
        ways,
    )


def summary(language: str, outcome: Outcome) -> str:
    """Return how many rows there are, in one plain line: what a screen reader announces."""
    if isinstance(outcome, AlineaError):
        return i18n.error(outcome, language)
    if not outcome.plans:
        return i18n.text("plan.empty", language)
    everything = sum(plan.all_rows for plan in outcome.plans)
    return i18n.plural("plan.count", outcome.count, language, all=everything)


def _table(plan: PlanView, language: str) -> Markup:
    heads = markup.join(
        Markup('<th scope="col">{}</th>').format(i18n.text(f"plan.column.{name}", language)) for name in _COLUMNS
    )
    return Markup(
        '<table class="library plan-rows"><caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table>'
    ).format(f"{plan.symbol}, {plan.title}" if plan.symbol else plan.title, heads, markup.join(_lines(plan, language)))


def _lines(plan: PlanView, language: str) -> Iterator[Markup]:
    """Yield the rows, under the title of their output wherever it changes."""
    outputs = {each.number: each for each in plan.outputs}
    above = ""
    for row in plan.rows:
        if row.output != above and (output := outputs.get(row.output)):
            yield Markup(
                '<tr class="group"><th scope="colgroup" colspan="5"><span class="output-number">{}</span> '
                '<span lang="{}">{}</span></th></tr>'
            ).format(output.number, markup.lang(output.language), output.title)
        above = row.output
        yield _row(row, language)


def _row(row: PlanRow, language: str) -> Markup:
    """Return one row; its number opens it in its context."""
    opener = markup.opener(
        row.document,
        row.locator,
        row.language,
        row.number,
        label=i18n.text("plan.open", language, citation=row.citation),
    )
    deliverable = Markup('<span class="deliverable" lang="{}">{}</span><p class="badges">{}</p>').format(
        markup.lang(row.language), row.deliverable, markup.badges(row.language, row.status, language)
    )
    points = ", ".join(point_written(point, Language(language)) for point in row.points)
    cells = (
        opener,
        deliverable,
        points or "—",
        ", ".join(row.programme) or "—",
        years_written(row.first, row.last, language) or "—",
    )
    return Markup("<tr>{}</tr>").format(
        markup.join(
            Markup('<td class="column-{}" data-column="{}">{}</td>').format(
                name, i18n.text(f"plan.column.{name}", language), cell
            )
            for name, cell in zip(_COLUMNS, cells, strict=True)
        )
    )
