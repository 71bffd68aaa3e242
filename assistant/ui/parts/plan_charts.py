"""The resources and the timeline of a plan as plots: small SVG drawings of our own, each with a title and in words.

What lies across is drawn in hundredths of the width there is, what lies down in pixels: on a telephone and on a wide
screen alike they fill their place, and their letters can be read. What they show is in the page as text too: the sums
beneath the bars, the years in the table of rows.
"""

from __future__ import annotations

from decimal import Decimal

from markupsafe import Markup

from assistant import i18n
from assistant.plan.types import PlanObjective, PlanRow, PlanView
from assistant.plan.wording import percent
from assistant.ui import templating
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
    plans = [
        {
            "resources": _resources(plan, language),
            "timeline": _timeline(plan, language),
            "differing": plan.differing,  # lines whose versions state different facts
        }
        for plan in outcome.plans
    ]
    return templating.render("plan/charts.html", language, plans=plans)


# Resources ----------------------------------------------------------------------------------------------------------


def _resources(plan: PlanView, language: str) -> dict[str, object] | None:
    """Return the resources of the objectives as bars, with their sum; None where none are stated."""
    largest = max((each.resources.value for each in plan.objectives if each.resources), default=0)
    if not largest:
        return None
    bars = [
        {
            "name": i18n.text("plan.resources.objective", language, number=each.number),
            "name_y": _BAR * place + 13,
            "amount": _amount(each, language),
            "amount_y": _BAR * place + 30,
            "y": _BAR * place + 36,
            "width": f"{_WIDTH * each.resources.value / largest if each.resources else 0:.2f}",
        }
        for place, each in enumerate(plan.objectives)
    ]
    return {
        "id": _identifier(f"resources-{plan.document}"),
        "title": i18n.text("plan.resources.title", language),
        "described": "; ".join(f"{bar['name']}, {bar['amount']}" for bar in bars),
        "height": _BAR * len(bars),
        "bars": bars,
        **_addition(plan, language),
    }


def _amount(objective: PlanObjective, language: str) -> str:
    if objective.resources is None:
        return i18n.text("plan.resources.unstated", language)
    share = (
        percent(Decimal(str(objective.share)), Decimal(1), Language(language)) if objective.share is not None else "—"
    )
    return i18n.text("plan.resources.line", language, amount=objective.resources.written, share=share)


def _addition(plan: PlanView, language: str) -> dict[str, object]:
    """Return the sum of the objectives next to the total stated, which a button opens; a mismatch is a warning."""
    if plan.sum is None:
        return {"told": i18n.text("plan.resources.unsummed", language), "total": ""}
    if plan.total is None:
        return {"told": i18n.text("plan.resources.no_total", language, sum=plan.sum.written), "total": ""}
    key = "plan.resources.agrees" if plan.adds_up else "plan.resources.differs"
    return {
        "told": i18n.text(key, language, sum=plan.sum.written, total=plan.total.amount.written),
        "style": "" if plan.adds_up else "warning",
        "total": markup.opener(plan.document, plan.total.locator, plan.total.language, plan.total.citation),
    }


# Timeline -----------------------------------------------------------------------------------------------------------


def _timeline(plan: PlanView, language: str) -> dict[str, object] | None:
    """Return the rows shown as bars over the years of the whole plan; None where no row has a year."""
    dated = [row for row in plan.rows if row.first is not None and row.last is not None]
    if not dated or plan.first is None or plan.last is None:
        return None
    count = plan.last - plan.first + 1
    step = (_WIDTH - _LABELS) / count
    return {
        "id": _identifier(f"timeline-{plan.document}"),
        "title": i18n.text("plan.timeline.title", language),
        "described": i18n.plural("plan.timeline.described", len(dated), language, first=plan.first, last=plan.last),
        "top": _TOP - 4,
        "height": _TOP + _LINE * len(dated) + 4,
        "years": [_year(place, plan.first, count, step) for place in range(count + 1)],
        "bars": [_bar(row, place, plan.first, plan.last, step, language) for place, row in enumerate(dated)],
    }


def _bar(row: PlanRow, place: int, begins: int, ends: int, step: float, language: str) -> dict[str, object]:
    """Return a row's bar, at its place from above."""
    first, last = row.first or begins, row.last or ends
    return {
        "number": row.number,
        "number_y": f"{_TOP + _LINE * place + 10.5:.1f}",
        "x": f"{_LABELS + step * (first - begins) + _GAP / 2:.2f}",
        "y": f"{_TOP + _LINE * place + 1:.1f}",
        "width": f"{step * (last - first + 1) - _GAP:.2f}",
        "name": f"{row.number}, {years_written(row.first, row.last, language)}: {row.deliverable}",
    }


def _year(place: int, first: int, count: int, step: float) -> dict[str, object]:
    """Return the line at which a year begins, and the year where it is written; the last line ends the last year."""
    x = _LABELS + step * place
    is_written = place < count and (count <= _MOST_YEARS or place % 2 == 0)
    return {"x": f"{x:.2f}", "middle": f"{x + step / 2:.2f}", "written": str(first + place) if is_written else ""}


def _identifier(name: str) -> str:
    return "".join(char if char.isalnum() else "-" for char in name)
