"""`plan`: the rows of a plan of action, by their columns."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from assistant.commands.command import LANGUAGES, Command, Outcome
from assistant.planning.explorer import SORTS, Filters
from assistant.planning.spreadsheet import as_csv
from assistant.planning.types import PlanRow, Plans, PlanView
from assistant.planning.wording import point_written
from assistant.printing import indented
from assistant.service import Assistant
from corpus.types import Language


def _arguments(plan: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    plan.add_argument("--objective", default="", metavar="N", help="rows of this objective: 2")
    plan.add_argument("--output", default="", metavar="N.N", help="rows of this output: 1.2")
    plan.add_argument("--point", default="", metavar="P", help="rows that answer this point of the Conclusions: “9(n)”")
    plan.add_argument("--only", action="store_true", help="with --point: and no other point")
    plan.add_argument("--programme", default="", metavar="CODE", help="programme and budget output: A.1")
    plan.add_argument("--active", type=int, metavar="YEAR", help="under way in this year")
    plan.add_argument("--starting", type=int, metavar="YEAR", help="starting in this year")
    plan.add_argument("--ending", type=int, metavar="YEAR", help="ending in this year")
    plan.add_argument("--words", default="", metavar="TEXT", help="all of these words in the deliverable")
    plan.add_argument("--sort", choices=SORTS, default="plan", help="order of the rows (%(default)s)")
    plan.add_argument("--document", metavar="ID", help="only the plan of this document")
    plan.add_argument("--lang", choices=LANGUAGES, default="en", help="language of the words (%(default)s)")
    form = plan.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print one JSON object")
    form.add_argument("--csv", action="store_true", help="print the rows as CSV")


def _run(service: Assistant, options: argparse.Namespace) -> Outcome:
    """Filter the rows."""
    names = ("objective", "output", "point", "only", "programme", "active", "starting", "ending", "words")
    found = service.plan(
        Filters(**{name: getattr(options, name) for name in names}),
        language=options.lang,
        document=options.document,
        sort=options.sort,
    )
    told = as_csv(found).rstrip("\r\n") if options.csv else text(found)
    return Outcome(found.to_json(), told)


def text(found: Plans) -> str:
    """Return plans as text: what they are, what they cost, and their rows."""
    if not found.plans:
        return "No document loaded has a plan of action."
    return "\n\n".join("\n\n".join(_plan(plan, Language(found.language))) for plan in found.plans)


def _plan(plan: PlanView, language: Language) -> Iterator[str]:
    """Yield the blocks of a plan."""
    years = f", {plan.first}-{plan.last}" if plan.first else ""
    yield f"{plan.title} ({plan.symbol or plan.document}){years}"
    yield "\n".join(_resources(plan))
    yield f"Rows: {len(plan.rows)} of {plan.all_rows}"
    for row in plan.rows:
        yield _row(row, language)


def _resources(plan: PlanView) -> Iterator[str]:
    """Yield what the objectives and the whole cost."""
    for each in plan.objectives:
        share = f" ({each.share:.1%})" if each.share is not None else ""
        yield f"Objective {each.number}: {each.resources.written if each.resources else 'no resources stated'}{share}"
    if plan.sum:
        stated = f"; total stated ({plan.total.citation}): {plan.total.amount.written}" if plan.total else ""
        yield f"Sum: {plan.sum.written}{stated}{'. The two disagree.' if plan.adds_up is False else ''}"
    yield from (f"Beware: the versions of {citation} state different facts." for citation in plan.differing)


def _row(row: PlanRow, language: Language) -> str:
    """Return a row: its reference, its words, its columns."""
    years = "-".join(dict.fromkeys(str(year) for year in (row.first, row.last) if year)) or "no years"
    points = "; ".join(point_written(point, language) for point in row.points) or "none"
    columns = f"points: {points}; programme and budget: {', '.join(row.programme) or 'none'}"
    head = f"{row.number}  {years}  [{row.language}, {row.status.replace('_', ' ')}]  {row.citation}"
    return "\n".join((head, indented(row.deliverable), indented(columns)))


COMMAND = Command("plan", "show the plan of action: rows, years, resources", _arguments, _run)
