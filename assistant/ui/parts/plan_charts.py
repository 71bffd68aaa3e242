"""The resources and the timeline of a plan as plots: small SVG drawings of our own, each with a title and in words.

What lies across is drawn in hundredths of the width there is, what lies down in pixels: on a telephone and on a wide
screen alike they fill their place, and their letters can be read. What they show is in the page as text too: the sums
beneath the bars, the years in the table of rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from markupsafe import Markup

from assistant import i18n
from assistant.plan.types import PlanObjective, PlanView
from assistant.plan.wording import percent
from assistant.ui.parts import markup
from assistant.ui.parts.plan_rows import Outcome
from corpus.errors import AlineaError
from corpus.text.typography import years_written
from corpus.types import Language

_WIDTH = 100  # per cent
_LABELS = 15  # per cent, for the numbers of the rows, left of the timeline
_GAP = 0.4  # per cent, between a bar and the next
_BAR = 60
_LINE = 17
_TOP = 22
_MOST_YEARS = 10  # written over the timeline; of more, every second


def render(language: str, outcome: Outcome) -> Markup:
    """Return the plots of each plan; nothing where there is none, which the table says."""
    if isinstance(outcome, AlineaError):
        return Markup("")
    return markup.join(
        Markup('<div class="charts">{}{}</div>{}').format(
            _resources(plan, language), _timeline(plan, language), _warnings(plan, language)
        )
        for plan in outcome.plans
    )


# Resources ----------------------------------------------------------------------------------------------------------


def _resources(plan: PlanView, language: str) -> Markup:
    """Return the resources of the objectives as bars, with their sum; nothing where none are stated."""
    largest = max((each.resources.value for each in plan.objectives if each.resources), default=0)
    if not largest:
        return Markup("")
    bars = markup.join(
        Markup(
            '<text x="0" y="{name}" class="label name">{objective}</text>'
            '<text x="0" y="{sum}" class="label">{amount}</text>'
            '<rect x="0" y="{top}" width="{width:.2f}%" height="14" rx="2" class="bar"/>'
        ).format(
            name=_BAR * place + 13,
            sum=_BAR * place + 30,
            top=_BAR * place + 36,
            width=_WIDTH * each.resources.value / largest if each.resources else 0,
            objective=i18n.text("plan.resources.objective", language, number=each.number),
            amount=_amount(each, language),
        )
        for place, each in enumerate(plan.objectives)
    )
    described = "; ".join(
        f"{i18n.text('plan.resources.objective', language, number=each.number)}, {_amount(each, language)}"
        for each in plan.objectives
    )
    drawing = _drawing(
        f"resources-{plan.document}",
        i18n.text("plan.resources.title", language),
        described,
        _BAR * len(plan.objectives),
        bars,
    )
    title = i18n.text("plan.resources.title", language)
    return Markup('<figure class="panel"><h3>{}</h3>{}<figcaption>{}</figcaption></figure>').format(
        title, drawing, _addition(plan, language)
    )


def _amount(objective: PlanObjective, language: str) -> str:
    if objective.resources is None:
        return i18n.text("plan.resources.unstated", language)
    share = (
        percent(Decimal(str(objective.share)), Decimal(1), Language(language)) if objective.share is not None else "—"
    )
    return i18n.text("plan.resources.line", language, amount=objective.resources.written, share=share)


def _addition(plan: PlanView, language: str) -> Markup:
    """Return the sum of the objectives next to the total stated, which a button opens; a mismatch is a warning."""
    if plan.sum is None:
        return Markup.escape(i18n.text("plan.resources.unsummed", language))
    if plan.total is None:
        return Markup.escape(i18n.text("plan.resources.no_total", language, sum=plan.sum.written))
    place = markup.opener(plan.document, plan.total.locator, plan.total.language, plan.total.citation)
    key = "plan.resources.agrees" if plan.adds_up else "plan.resources.differs"
    told = i18n.text(key, language, sum=plan.sum.written, total=plan.total.amount.written)
    style = "" if plan.adds_up else "warning"
    return Markup('<span class="{}">{}</span> {}').format(style, told, place)


def _warnings(plan: PlanView, language: str) -> Markup:
    """Return the lines whose versions state different facts, as warnings."""
    return markup.join(
        Markup('<p class="warning">{}</p>').format(i18n.text("plan.differing", language, citation=citation))
        for citation in plan.differing
    )


# Timeline -----------------------------------------------------------------------------------------------------------


def _timeline(plan: PlanView, language: str) -> Markup:
    """Return the rows shown as bars over the years of the whole plan; nothing where no row has a year."""
    dated = [row for row in plan.rows if row.first is not None and row.last is not None]
    if not dated or plan.first is None or plan.last is None:
        return Markup("")
    count = plan.last - plan.first + 1
    step = (_WIDTH - _LABELS) / count
    height = _TOP + _LINE * len(dated) + 4
    pieces: list[Markup] = list(_years(plan.first, count, step, height))
    for place, row in enumerate(dated):
        first, last = row.first or plan.first, row.last or plan.last
        pieces.append(
            Markup(
                '<text x="0" y="{text:.1f}" class="label">{number}</text>'
                '<rect x="{x:.2f}%" y="{y:.1f}" width="{width:.2f}%" height="11" rx="2" class="bar">'
                "<title>{name}</title></rect>"
            ).format(
                text=_TOP + _LINE * place + 10.5,
                number=row.number,
                x=_LABELS + step * (first - plan.first) + _GAP / 2,
                y=_TOP + _LINE * place + 1,
                width=step * (last - first + 1) - _GAP,
                name=f"{row.number}, {years_written(row.first, row.last, language)}: {row.deliverable}",
            )
        )
    title = i18n.text("plan.timeline.title", language)
    described = i18n.plural("plan.timeline.described", len(dated), language, first=plan.first, last=plan.last)
    drawing = _drawing(f"timeline-{plan.document}", title, described, height, markup.join(pieces))
    return Markup('<figure class="panel"><h3>{}</h3>{}<figcaption>{}</figcaption></figure>').format(
        title, drawing, described
    )


def _years(first: int, count: int, step: float, height: int) -> Iterator[Markup]:
    for place in range(count + 1):
        x = _LABELS + step * place
        yield Markup('<line x1="{x:.2f}%" x2="{x:.2f}%" y1="{top}" y2="{height}" class="grid"/>').format(
            x=x, top=_TOP - 4, height=height
        )
        if place < count and (count <= _MOST_YEARS or place % 2 == 0):
            yield Markup('<text x="{:.2f}%" y="12" text-anchor="middle" class="label">{}</text>').format(
                x + step / 2, first + place
            )


def _drawing(name: str, title: str, description: str, height: int, content: Markup) -> Markup:
    """Return an SVG drawing that a screen reader reads as an image with its title and description."""
    identifier = "".join(char if char.isalnum() else "-" for char in name)
    return Markup(
        '<svg class="chart" role="img" width="100%" height="{height}" aria-labelledby="{id}-title {id}-desc">'
        '<title id="{id}-title">{title}</title><desc id="{id}-desc">{description}</desc>{content}</svg>'
    ).format(height=height, id=identifier, title=title, description=description, content=content)
