"""Conditions on rows, checked against the rows one by one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.plan.conditions import Conditions, answers
from corpus.plan import Plan, Row, Wording
from corpus.types import Language, Status


def row(number: str, points: str, programme: str, first: int, last: int, **texts: str) -> Row:
    """Return a row; its texts by language."""
    found = {Language(code): text for code, text in texts.items()} or {Language.FR: "rien"}
    language = next(iter(found))
    wording = Wording(language, Status.OFFICIAL, found[language], None)
    listed, codes = tuple(points.split()), tuple(programme.split())
    output = number.split("(")[0]
    return Row(f"action plan {number}", output, listed, codes, first, last, found[language], found, (wording,))


ROWS = (
    row("1.1(1)", "8(c) 15(d)", "A.3 4.1", 2024, 2029, fr="Élaboration d’un programme de recherche"),
    row("1.2(1)", "9(n)", "A.1", 2023, 2023, fr="Études de cas sur les statistiques", en="Case studies on statistics"),
    row("2.1(1)", "9 12", "B.1 14.1", 2023, 2028, fr="Tenue d’un recensement des ateliers"),
)


def met(conditions: Conditions, language: Language = Language.FR) -> list[str]:
    """Return the numbers of the rows that meet conditions, for a reader of `language`."""
    plan = Plan("paper", language, (), (), ROWS, None)
    return [each.locator.removeprefix("action plan ") for each in conditions.rows(plan)]


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        (Conditions(), ["1.1(1)", "1.2(1)", "2.1(1)"]),
        (Conditions(objective="1"), ["1.1(1)", "1.2(1)"]),
        (Conditions(output="1.2"), ["1.2(1)"]),
        (Conditions(points=("9(n)",)), ["1.2(1)", "2.1(1)"]),  # point 9 whole has 9(n) in it
        (Conditions(points=("9",)), ["1.2(1)", "2.1(1)"]),  # and 9(n) is a part of point 9
        (Conditions(points=("9(m)",)), ["2.1(1)"]),
        (Conditions(points=("9(n)",), only=True), ["1.2(1)"]),
        (Conditions(points=("12", "15(d)")), []),
        (Conditions(points=("12", "15(d)"), either=True), ["1.1(1)", "2.1(1)"]),
        (Conditions(points=("9(n)",), without=("12",)), ["1.2(1)"]),
        (Conditions(without=("9",)), ["1.1(1)"]),
        (Conditions(programme=("4.1",)), ["1.1(1)"]),  # 4.1 is not 14.1
        (Conditions(programme=("a.1",)), ["1.2(1)"]),
        (Conditions(active=2028), ["1.1(1)", "2.1(1)"]),
        (Conditions(active=2023), ["1.2(1)", "2.1(1)"]),
        (Conditions(starting=2023, ends_from=2028, ends_to=2028), ["2.1(1)"]),
        (Conditions(ends_to=2028), ["1.2(1)", "2.1(1)"]),
        (Conditions(ends_from=2029), ["1.1(1)"]),
        (Conditions(words="statistiques"), ["1.2(1)"]),
        (Conditions(words="recherche statistiques"), []),
    ],
)
def test_rows_that_meet_every_condition(conditions: Conditions, expected: list[str]) -> None:
    assert met(conditions) == expected


@pytest.mark.parametrize("words", ["statistics", "estadísticas", "statistique", "STATISTICS"])
def test_words_are_met_in_other_forms_and_languages(words: str) -> None:
    assert met(Conditions(words=words), Language.EN) == ["1.2(1)"]


def test_a_word_with_no_translation_in_the_language_of_the_row_is_met_there_by_its_own() -> None:
    assert met(Conditions(words="research"), Language.EN) == ["1.1(1)"]


NUMBERS, LETTERS = st.integers(1, 20).map(str), st.sampled_from("abcdefgh")
POINTS = st.one_of(NUMBERS, st.builds("{}({})".format, NUMBERS, LETTERS))


@given(POINTS, POINTS)
def test_points_answer_each_other_where_one_is_the_other_or_its_whole(one: str, other: str) -> None:
    same_number = one.split("(")[0] == other.split("(")[0]
    expected = one == other or (same_number and ("(" not in one or "(" not in other))
    assert answers(one, other) is expected is answers(other, one)
