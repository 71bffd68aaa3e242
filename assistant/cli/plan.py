"""`plan`: the rows of a plan of action, by their columns."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from decimal import Decimal

import prompts
from assistant.cli.command import LANGUAGES, Command, CommandResult
from assistant.cli.terminal import indented, version_label, wrapped
from assistant.export.csv_file import as_csv
from assistant.plan.table import SORTS, Filters
from assistant.plan.types import PlanRow, Plans, PlanView
from assistant.plan.wording import percent, point_written
from assistant.service import Assistant
from corpus.text.typography import years_written
from corpus.types import Language


def _arguments(plan: argparse.ArgumentParser) -> None:
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


def _run(service: Assistant, options: argparse.Namespace) -> CommandResult:
    names = ("objective", "output", "point", "only", "programme", "active", "starting", "ending", "words")
    found = service.plan(
        Filters(**{name: getattr(options, name) for name in names}),
        language=options.lang,
        document=options.document,
        sort=options.sort,
    )
    message = as_csv(found).rstrip("\r\n") if options.csv else text(found)
    return CommandResult(found.to_json(), message)


def text(found: Plans) -> str:
    """Return plans as text, in the reader's language: what they are, what they cost, and their rows."""
    language = Language(found.language)
    if not found.plans:
        return prompts.render("terminal.plan_nowhere", language)
    return "\n\n".join("\n\n".join(_plan(plan, language)) for plan in found.plans)


def _plan(plan: PlanView, language: Language) -> Iterator[str]:
    years = years_written(plan.first, plan.last, language)
    yield f"{plan.title} ({plan.symbol or plan.document}){f', {years}' if years else ''}"
    yield "\n".join(_resources(plan, language))
    yield prompts.render("terminal.plan_rows", language, count=len(plan.rows), all=plan.all_rows)
    if plan.absent:
        yield "\n".join(wrapped(each.told) for each in plan.absent)
    for row in plan.rows:
        yield _row(row, language)


def _resources(plan: PlanView, language: Language) -> Iterator[str]:
    for each in plan.objectives:
        values = {"number": each.number}
        if each.resources is None:
            yield prompts.render("terminal.plan_uncosted", language, **values)
            continue
        values["amount"] = each.resources.written
        if plan.sum and each.share is not None:
            values["share"] = percent(Decimal(str(each.resources.value)), Decimal(str(plan.sum.value)), language)
        yield prompts.render(
            "plan.resources_line" if "share" in values else "terminal.plan_unshared", language, **values
        )
    if plan.sum:
        yield prompts.render("terminal.plan_sum", language, amount=plan.sum.written)
    if plan.total:
        stated = {"citation": plan.total.citation, "amount": plan.total.amount.written}
        yield prompts.render("terminal.plan_total", language, **stated)
    if plan.adds_up is False:
        yield prompts.render("terminal.plan_disagree", language)
    yield from (prompts.render("terminal.plan_differing", language, citation=citation) for citation in plan.differing)


def _row(row: PlanRow, language: Language) -> str:
    """Return a row: its reference, its words, its columns."""
    none = prompts.render("terminal.none", language)
    years = years_written(row.first, row.last, language) or prompts.render("terminal.no_years", language)
    points = "; ".join(point_written(point, language) for point in row.points) or none
    columns = prompts.render(
        "terminal.plan_columns", language, points=points, programme=", ".join(row.programme) or none
    )
    head = f"{row.number}  {years}  {version_label(row.language, row.status, language)}  {row.citation}"
    return "\n".join((head, indented(row.deliverable), indented(columns)))


COMMAND = Command("plan", "show the plan of action: rows, years, resources", _arguments, _run)
