"""The plan as a table: filters, orders, the command line, CSV; what cannot be a filter is refused."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from assistant.errors import BadRequest
from assistant.export.csv_file import as_csv
from assistant.plan.table import Filters
from assistant.service import Assistant
from corpus.errors import UnknownDocument

PAPER = "gb912-ins-4"


def numbers(service: Assistant, sort: str = "plan", **filters: Any) -> list[str]:
    """Return the numbers of the rows that pass filters."""
    found = service.plan(Filters(**filters), language="fr", document=PAPER, sort=sort)
    return [row.number for plan in found.plans for row in plan.rows]


def test_a_plan_with_all_that_is_known_of_it(official: Assistant) -> None:
    found = official.plan(language="fr")
    (plan,) = found.plans
    assert (plan.document, plan.symbol, plan.first, plan.last, plan.all_rows) == (PAPER, "GB.912/INS/4", 2032, 2036, 4)
    assert plan.outputs[0].title == "Un recensement des ateliers"
    assert [each.resources and each.resources.value for each in plan.objectives] == [2_400_000, 3_100_000, 800_000]
    assert plan.sum is not None and plan.sum.written == "6,3\u00a0millions de couronnes"
    assert (plan.total, plan.adds_up, plan.differing) == (None, None, ())
    row = plan.rows[0]
    assert (row.locator, row.citation.replace("\u00a0", " ")) == (
        "action plan 1.1(1)",
        "GB.912/INS/4, plan d’action, produit 1.1, ligne 1",
    )
    assert (row.points, row.programme, row.first, row.last) == (("8(c)", "15(d)"), ("A.3", "5.2"), 2032, 2034)
    assert (row.language, row.status) == ("fr", "official")


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["1.1(1)", "1.1(2)", "2.1(1)", "3.1(1)"]),
        ({"objective": "1"}, ["1.1(1)", "1.1(2)"]),
        ({"output": "2.1"}, ["2.1(1)"]),
        ({"point": "9 n)"}, ["1.1(2)", "2.1(1)"]),
        ({"point": "9(n), 12"}, ["2.1(1)"]),
        ({"point": "9(n)", "only": True}, ["1.1(2)"]),
        ({"programme": "a.1"}, ["1.1(2)"]),
        ({"active": 2034}, ["1.1(1)", "2.1(1)", "3.1(1)"]),
        ({"starting": 2032, "ending": 2036}, ["2.1(1)"]),
        ({"words": "écoles"}, ["2.1(1)", "3.1(1)"]),
        ({"words": "écoles", "point": "12"}, ["2.1(1)"]),
        ({"words": "dirigeables"}, []),
    ],
)
def test_filters(official: Assistant, filters: dict[str, Any], expected: list[str]) -> None:
    assert numbers(official, **filters) == expected


@pytest.mark.parametrize(
    ("filters", "name", "value", "known"),
    [
        ({"objective": "4"}, "objective", "4", ("1", "2", "3")),
        ({"output": "1.9"}, "output", "1.9", ("1.1", "2.1", "3.1")),
        ({"point": "99"}, "point", "99", ("8(c)", "9(n)", "12", "15(d)", "16(b)")),
        ({"programme": "Z.9"}, "programme", "Z.9", ("4.1", "5.2", "A.1", "A.2", "A.3", "B.1")),
        ({"starting": 2024}, "starting", "2024", ("2032", "2034", "2035")),
        ({"ending": 2029}, "ending", "2029", ("2034", "2035", "2036")),
        ({"active": 2040}, "active", "2040", ("2032–2036",)),
        ({"words": "dirigeables"}, "words", "dirigeables", ()),
        ({"objective": "3", "point": "9(n)"}, "together", "objectif 3 ; point 9 n) des conclusions", ()),
    ],
)
def test_why_there_are_no_rows(
    official: Assistant, filters: dict[str, Any], name: str, value: str, known: tuple[str, ...]
) -> None:
    (plan,) = official.plan(Filters(**filters), language="fr").plans
    (why,) = plan.absent
    assert plan.rows == ()
    assert (why.name, why.value.replace("\u00a0", " ")) == (name, value)
    assert why.known == known
    assert why.told.endswith(".") and (name == "together" or value in why.told)


def test_rows_need_no_reason(official: Assistant) -> None:
    assert [plan.absent for plan in official.plan(Filters(objective="1")).plans] == [()]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("plan", ["1.1(1)", "1.1(2)", "2.1(1)", "3.1(1)"]),
        ("start", ["1.1(1)", "2.1(1)", "3.1(1)", "1.1(2)"]),
        ("end", ["1.1(1)", "3.1(1)", "1.1(2)", "2.1(1)"]),
        ("deliverable", ["3.1(1)", "2.1(1)", "1.1(2)", "1.1(1)"]),
        ("point", ["1.1(1)", "1.1(2)", "2.1(1)", "3.1(1)"]),
    ],
)
def test_orders(official: Assistant, sort: str, expected: list[str]) -> None:
    assert numbers(official, sort) == expected


@pytest.mark.parametrize(
    "filters",
    [
        {"point": "nine"},
        {"objective": "two"},
        {"programme": "A1"},
        {"output": "1"},
        {"active": 12},
        {"words": "x" * 999},
    ],
)
def test_what_cannot_be_a_filter_is_refused(official: Assistant, filters: dict[str, Any]) -> None:
    with pytest.raises(BadRequest):
        official.plan(Filters(**filters))


def test_orders_documents_and_languages_that_there_are_not(official: Assistant) -> None:
    with pytest.raises(BadRequest):
        official.plan(sort="size")
    with pytest.raises(BadRequest):
        official.plan(language="de")
    with pytest.raises(UnknownDocument):
        official.plan(document="gb346-ins-4")  # known by notes alone, which are off
    assert official.plan(document="bicycle-letter").plans == ()


def test_a_plan_known_by_notes_alone_is_there_with_them(alinea: Assistant) -> None:
    found = alinea.plan(Filters(objective="2"), language="en")
    assert [plan.document for plan in found.plans] == ["gb346-ins-4", PAPER]
    assert {row.status for row in found.plans[0].rows} == {"note"}


def test_the_command(command: Callable[..., tuple[int, str, str]], json_of: Callable[..., Any]) -> None:
    code, out, _ = command("plan", "--document", PAPER, "--point", "9(n)", "--lang", "fr")
    assert code == 0
    assert "Lignes : 2 sur 4" in (shown := out.replace("\u00a0", " ")) and "2032–2036  [fr, officiel]" in shown
    assert "Objectif 2 (49,2 %) : 3,1 millions" in shown and "points : 9 n)" in shown
    assert not re.search(r"\b(?:Objective|Sum|Rows|official|total stated)\b", shown)
    assert "No row of the plan answers point 99." in command("plan", "--document", PAPER, "--point", "99")[1]
    said = json_of("plan", "--document", PAPER, "--ending", "2034")
    assert list(said) == ["language", "conditions", "count", "plans"]
    assert (said["conditions"], said["count"]) == ("ending in 2034", 2)
    assert "such as 9(n)" in json_of("plan", "--point", "x", code=1)["error"]
    assert command("plan", "--active", "soon")[0] == 2


def test_csv(command: Callable[..., tuple[int, str, str]]) -> None:
    _, out, _ = command("plan", "--document", PAPER, "--csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["locator"] for row in rows] == [
        f"action plan {each}" for each in ("1.1(1)", "1.1(2)", "2.1(1)", "3.1(1)")
    ]
    assert (rows[0]["points"], rows[0]["first"], rows[0]["last"]) == ("8(c); 15(d)", "2032", "2034")


def test_a_spreadsheet_takes_no_cell_for_a_formula(official: Assistant) -> None:
    found = official.plan(Filters(objective="3"))
    (plan,) = found.plans
    hostile = replace(found, plans=(replace(plan, rows=(replace(plan.rows[0], deliverable="=1+1"),)),))
    assert next(csv.DictReader(io.StringIO(as_csv(hostile))))["deliverable"] == "'=1+1"
