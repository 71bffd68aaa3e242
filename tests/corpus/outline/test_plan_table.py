"""The plan of action as rows, from text cell after cell or row after row, in three languages."""

from __future__ import annotations

import textwrap

from corpus.outline.cleaning import clean
from corpus.outline.outline import read_outline
from corpus.types import RawDocument, Rendition, Role

ENGLISH = """
    29. The plan below says who bakes what, and by when it should come out of the common oven of the whole valley.

    ■ Plan of action for the ovens
    of the valley

    High-level deliverable Corresponding point
    in the conclusions
    Programme and budget output
    (2024-25)
    Time frame
    Objective 1. More bread for
    the valley
    Estimated resources required: 2 million loaves
    Output 1.1. Better flour
    Study of the grain that is
    sown on the slopes

    7(a), 16(b) A.2
    4.1

    2026-2029

    Second study of the grain

    9(n), 11

    A.1

    2027
    High-level deliverable Corresponding point
    in the conclusions
    Programme and budget output
    (2024-25)
    Time frame
    Output 1.2. Better ovens
    Manual for those who mend
    High-level deliverable Corresponding point
    in the conclusions
    Programme and budget output
    (2024-25)
    Time frame
    the doors

    16(c)
    High-level deliverable Corresponding point
    in the conclusions
    Programme and budget output
    (2024-25)
    Time frame
    A.1, B.2

    2026

    Draft decision

    30. The meeting approves the plan.
"""
SPANISH = """
    Producto de alto nivel | Puntos correspondientes en las conclusiones | Productos del programa y presupuesto | Plazo
    Objetivo 1. Más pan
    Estimación de los recursos: 2 millones de panes
    Producto 1.1. Mejor harina
    Estudio del grano | 7, a), 16, b) | A.2, 4.1 | 2026-2029
    Segundo estudio | 9, n); 11 | A.1 | 2027
"""


def rows_of(text: str) -> tuple[Rendition, ...]:
    """Return the renditions of a text."""
    lines = "\n".join(line.strip() for line in textwrap.dedent(text).strip().splitlines())
    return read_outline(clean(RawDocument("text", (lines,))).lines).renditions


def test_an_english_plan() -> None:
    found = {rendition.locator: rendition for rendition in rows_of(ENGLISH)}
    assert list(found) == [
        "29",
        "action plan, objective 1",
        "action plan 1.1",
        "action plan 1.1(1)",
        "action plan 1.1(2)",
        "action plan 1.2",
        "action plan 1.2(1)",
        "30",
    ]
    assert found["action plan, objective 1"].text == (
        "Objective 1. More bread for the valley\nEstimated resources required: 2 million loaves"
    )
    assert [found[f"action plan 1.1({n})"].cells for n in (1, 2)] == [
        {
            "deliverable": "Study of the grain that is sown on the slopes",
            "points": "7(a), 16(b)",
            "outputs": "A.2, 4.1",
            "years": "2026-2029",
        },
        {"deliverable": "Second study of the grain", "points": "9(n), 11", "outputs": "A.1", "years": "2027"},
    ]


def test_column_headings_in_the_middle_of_a_row_do_not_cut_it() -> None:
    found = {rendition.locator: rendition for rendition in rows_of(ENGLISH)}
    assert found["action plan 1.2(1)"].cells == {
        "deliverable": "Manual for those who mend the doors",
        "points": "16(c)",
        "outputs": "A.1, B.2",
        "years": "2026",
    }


def test_a_row_knows_its_headings_and_its_output() -> None:
    row = next(rendition for rendition in rows_of(ENGLISH) if rendition.role is Role.ROW)
    assert row.parent == "action plan 1.1"
    assert row.heading == (
        "Plan of action for the ovens of the valley",
        "Objective 1. More bread for the valley",
        "Output 1.1. Better flour",
    )
    assert row.text == "Study of the grain that is sown on the slopes | 7(a), 16(b) | A.2, 4.1 | 2026-2029"


def test_what_follows_the_table_is_not_in_it() -> None:
    last = rows_of(ENGLISH)[-1]
    assert (last.locator, last.heading[-1], last.text) == ("30", "Draft decision", "The meeting approves the plan.")


def test_a_spanish_plan_with_a_row_a_line() -> None:
    found = {rendition.locator: rendition for rendition in rows_of(SPANISH)}
    assert list(found) == ["action plan, objective 1", "action plan 1.1", "action plan 1.1(1)", "action plan 1.1(2)"]
    assert found["action plan 1.1(1)"].cells == {
        "deliverable": "Estudio del grano",
        "points": "7, a), 16, b)",
        "outputs": "A.2, 4.1",
        "years": "2026-2029",
    }
    assert found["action plan 1.1(2)"].cells == {
        "deliverable": "Segundo estudio",
        "points": "9, n), 11",
        "outputs": "A.1",
        "years": "2027",
    }


def test_words_about_a_plan_are_no_table() -> None:
    found = rows_of(
        "The plan has a time frame.\n\nIt answers a corresponding point in the conclusions, said the miller."
    )
    assert [rendition.role for rendition in found] == [Role.PARAGRAPH, Role.PARAGRAPH]
