"""A plan of action as a model, from renditions in several languages: facts, words, sums, and what does not agree."""

from __future__ import annotations

from decimal import Decimal

from corpus.library.rows import StoredRendition
from corpus.plan import Plan, plan_of, points_in
from corpus.types import Language, Rendition, Role, Status

EN, FR, ES = Language.EN, Language.FR, Language.ES


def stored(rendition: Rendition, language: Language = FR, status: Status = Status.OFFICIAL) -> StoredRendition:
    """Return a rendition as the library has it."""
    return StoredRendition("ovens", language, status, 0, rendition)


def objective(number: int, text: str) -> Rendition:
    """Return the line of an objective."""
    return Rendition(f"action plan, objective {number}", Role.OBJECTIVE, text)


def row(number: str, deliverable: str, points: str, outputs: str, years: str) -> Rendition:
    """Return a row of the table."""
    cells = {"deliverable": deliverable, "points": points, "outputs": outputs, "years": years}
    parent = f"action plan {number.split('(')[0]}"
    return Rendition(f"action plan {number}", Role.ROW, " | ".join(cells.values()), parent=parent, cells=cells)


OFFICIAL = [
    stored(Rendition("28", Role.PARAGRAPH, "Le plan aurait un coût total d’environ 5,5 millions de couronnes.")),
    stored(objective(1, "Objectif 1. Plus de pain\nEstimation des ressources nécessaires: 2,4 millions de couronnes")),
    stored(
        objective(2, "Objectif 2. Meilleurs fours\nEstimation des ressources nécessaires: 3,1 millions de couronnes")
    ),
    stored(Rendition("action plan 1.1", Role.OUTPUT, "Produit 1.1. Meilleure farine")),
    stored(row("1.1(1)", "Étude du grain", "7, a), 16 b)", "A.2, 4.1", "2026-2029")),
    stored(row("1.1(2)", "Second examen", "9 n), 11", "a.1", "2027")),
]
NOTES = [
    stored(objective(1, "More bread. Estimated resources: 2.4 million couronnes."), EN, Status.NOTE),
    stored(Rendition("action plan 1.1", Role.OUTPUT, "Output 1.1 betters the flour."), EN, Status.NOTE),
    stored(row("1.1(1)", "A study of the grain", "7(a), 16(b)", "A.2, 4.1", "2026-2029"), EN, Status.NOTE),
]  # fmt: skip


def plan(language: Language, *changed: StoredRendition) -> Plan:
    """Return the plan for a reader; what is changed replaces what stands at its place in its version."""
    lines = {(each.rendition.locator, each.language): each for each in (*OFFICIAL, *NOTES, *changed)}
    found = plan_of("ovens", lines.values(), language)
    assert found is not None
    return found


def test_the_facts_of_rows_are_read() -> None:
    first, second = plan(FR).rows
    assert (first.locator, first.output, first.objective) == ("action plan 1.1(1)", "1.1", "1")
    assert (first.points, first.programme, first.first, first.last) == (("7(a)", "16(b)"), ("A.2", "4.1"), 2026, 2029)
    assert (second.points, second.programme, second.first, second.last) == (("9(n)", "11"), ("A.1",), 2027, 2027)
    assert plan(FR).years == (2026, 2029)


def test_words_are_in_the_language_of_the_reader_where_there_are_any() -> None:
    assert [each.deliverable for each in plan(EN).rows] == ["A study of the grain", "Second examen"]
    assert [each.wordings[0].status for each in plan(EN).rows] == [Status.NOTE, Status.OFFICIAL]
    assert [each.deliverable for each in plan(ES).rows] == ["Étude du grain", "Second examen"]
    assert plan(EN).rows[0].texts == {FR: "Étude du grain", EN: "A study of the grain"}


def test_titles_lose_their_number_which_is_shown_beside_them() -> None:
    assert [(each.number, each.title) for each in plan(FR).objectives] == [
        ("1", "Plus de pain"),
        ("2", "Meilleurs fours"),
    ]
    assert [(each.number, each.title) for each in plan(FR).outputs] == [("1.1", "Meilleure farine")]
    assert plan(EN).objectives[0].title == "More bread."
    assert plan(EN).outputs[0].title == "Output 1.1 betters the flour."


def test_resources_add_up_to_the_total_stated() -> None:
    found = plan(EN)
    assert [each.resources.value for each in found.objectives if each.resources] == [2_400_000, 3_100_000]
    assert found.sum is not None and found.sum.value == Decimal(5_500_000)
    assert found.total is not None and (found.total.locator, found.total.amount.value) == ("28", Decimal(5_500_000))
    assert found.adds_up is True


def test_a_total_that_is_not_the_sum_is_told() -> None:
    wrong = stored(Rendition("28", Role.PARAGRAPH, "Le plan aurait un coût total d’environ 6 millions de couronnes."))
    assert plan(FR, wrong).adds_up is False


def test_without_a_total_or_a_sum_nothing_is_said_of_them() -> None:
    silent = plan(
        FR, stored(Rendition("28", Role.PARAGRAPH, "Chaque année, 6 millions de couronnes partent en fumée."))
    )
    assert (silent.total, silent.adds_up) == (None, None)
    other_currency = stored(
        objective(2, "Objectif 2. Meilleurs fours\nEstimation des ressources: 3 millions de dollars")
    )
    assert plan(FR, other_currency).sum is None
    unstated = plan(FR, stored(objective(2, "Objectif 2. Meilleurs fours")))
    assert (unstated.sum, unstated.objectives[1].resources) == (None, None)


def test_versions_that_state_different_facts_are_told() -> None:
    assert plan(FR).differing == ()
    late = stored(row("1.1(1)", "A study of the grain", "7(a), 16(b)", "A.2, 4.1", "2026-2028"), EN, Status.NOTE)
    assert plan(FR, late).differing == ("action plan 1.1(1)",)
    assert plan(EN, late).rows[0].last == 2029  # the official text counts
    dear = stored(objective(1, "More bread. Estimated resources: 9 million couronnes."), EN, Status.NOTE)
    assert plan(EN, dear).differing == ("action plan, objective 1",)


def test_a_document_without_rows_has_no_plan() -> None:
    assert plan_of("ovens", OFFICIAL[:3], FR) is None


def test_points_of_a_cell_in_three_languages() -> None:
    assert points_in("9 n), 16 c); 8") == ("9(n)", "16(c)", "8")
    assert points_in("7(a), 16(b)") == ("7(a)", "16(b)")
    assert points_in("7, a), 16, b)") == ("7(a)", "16(b)")
