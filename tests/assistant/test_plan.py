"""Questions about the rows of a plan, told by its columns: points, programme outputs, years."""

from __future__ import annotations

import pytest

from assistant.answer.plan import Condition, conditions, matching_rows
from corpus.stored import StoredRendition
from corpus.types import Language, Rendition, Role, Status


def found(question: str) -> list[tuple[str, str]]:
    """Return the conditions of a question as pairs."""
    return [(condition.column, condition.value) for condition in conditions(question)]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Which outputs correspond to point 9(n) of the Conclusions?", [("points", "9n")]),
        ("Quels produits correspondent au point 9 n) ?", [("points", "9n")]),
        ("¿Qué productos corresponden al punto 9 n)?", [("points", "9n")]),
        ("Quels produits répondent aux points 16 k) et l) ?", [("points", "16k"), ("points", "16l")]),
        ("Which rows answer points 12 and 13?", [("points", "12"), ("points", "13")]),
        ("Which deliverables come under output A.2?", [("outputs", "a.2")]),
        ("Quels livrables relèvent du produit du programme 4.1 ?", [("outputs", "4.1")]),
        ("Which activities end in 2028?", [("years", "2028")]),
        ("Quelles activités prennent fin en 2029 ?", [("years", "2029")]),
        ("¿Qué actividades terminan en 2029?", [("years", "2029")]),
        ("Which outputs for point 9(n) end by 2023?", [("points", "9n"), ("years", "2023")]),
    ],
)
def test_a_question_by_columns(question: str, expected: list[tuple[str, str]]) -> None:
    assert found(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "What does paragraph 24(e) say?",
        "What does para. 9(n) say about the plan?",
        "Que dit le point 9 n) des conclusions ?",
        "When was the strategy adopted in 2022?",
        "Who is the president?",
        "",
    ],
)
def test_other_questions_are_not_about_rows(question: str) -> None:
    assert found(question) == []


def row(locator: str, points: str, outputs: str, years: str) -> StoredRendition:
    """Return a row of a plan."""
    cells = {"deliverable": "something", "points": points, "outputs": outputs, "years": years}
    rendition = Rendition(f"action plan {locator}", Role.ROW, "something", cells=cells)
    return StoredRendition("paper", Language.FR, Status.OFFICIAL, 0, rendition)


ROWS = [
    row("1.1(1)", "8 c), 15 d)", "A.3, 4.1", "2024-2029"),
    row("1.2(1)", "9 n)", "A.1", "2023"),
    row("2.1(1)", "9, 12", "B.1, 14.1", "2023-2028"),
]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ([Condition("points", "9n")], ["1.2(1)"]),
        ([Condition("points", "9")], ["2.1(1)"]),  # 9 is not 9 n)
        ([Condition("outputs", "4.1")], ["1.1(1)"]),  # 4.1 is not 14.1
        ([Condition("years", "2029")], ["1.1(1)"]),
        ([Condition("years", "2023")], ["1.2(1)"]),  # the year it ends, not begins
        ([Condition("points", "9n"), Condition("years", "2029")], []),
        ([], []),
    ],
)
def test_rows_that_meet_every_condition(wanted: list[Condition], expected: list[str]) -> None:
    assert matching_rows(ROWS, wanted) == [("paper", f"action plan {locator}") for locator in expected]
