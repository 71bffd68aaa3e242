"""Annexes that count on from the main text belong to it; those that count anew stand for themselves."""

from __future__ import annotations

import pytest

from corpus.outline.openings import Numbering
from tests.corpus.outline.outlines import at, read, texts


def counted(first: int, last: int) -> str:
    """Return numbered paragraphs about boats."""
    return "\n\n".join(f"{number}. Boat number {number} is mended in spring." for number in range(first, last + 1))


@pytest.mark.parametrize("title", ["Schedule 1", "Annexe 1", "Anexo 1", "# Appendix A. Sails"])
def test_a_schedule_that_counts_on_joins_the_main_text(title: str) -> None:
    found = read(f"{counted(1, 59)}\n\n{title}\n\n{counted(60, 62)}")
    assert list(texts(found)) == [str(number) for number in range(1, 63)]
    assert at(found, "59").heading == ()
    assert at(found, "60").heading == (title.removeprefix("# "),)
    assert found.numbering is Numbering.DOTTED
    assert found.warnings == ()


def test_two_schedules_that_count_on_one_after_the_other() -> None:
    found = read(f"{counted(1, 3)}\n\nSchedule 1\n\n{counted(4, 5)}\n\nSchedule 2\n\n{counted(6, 7)}")
    assert list(texts(found)) == [str(number) for number in range(1, 8)]
    assert [at(found, number).heading for number in ("3", "5", "6")] == [(), ("Schedule 1",), ("Schedule 2",)]


def test_an_unnumbered_annex_may_stand_between() -> None:
    found = read(f"{counted(57, 59)}\n\nSchedule 1\n\nA list of sails.\n\nSchedule 2\n\n{counted(60, 61)}")
    assert list(texts(found)) == ["57", "58", "59", "Annex 1, ¶1", "60", "61"]
    assert at(found, "60").heading == ("Schedule 2",)


def test_numbers_with_a_full_stop_inside_count_on_too() -> None:
    found = read(
        "1.1 Boats are kept in the harbour.\n\n1.2 Boats are kept dry.\n\n"
        "Annex A\n\n2.1 Oars are kept in the shed.\n\n2.2 Oars are kept dry."
    )
    assert list(texts(found)) == ["1.1", "1.2", "2.1", "2.2"]


def test_sections_without_a_full_stop_count_on_too() -> None:
    found = read(
        "1 The harbour is open.\n\n2 The harbour is deep.\n\n3 The harbour is old.\n\n"
        "Schedule 1\n\n4 The pier is long.\n\n5 The pier is wet.\n\n6 The pier is new."
    )
    assert list(texts(found)) == ["1", "2", "3", "4", "5", "6"]
    assert found.numbering is Numbering.BARE


def test_an_annex_that_starts_anew_keeps_its_name() -> None:
    found = read(f"{counted(1, 3)}\n\nAnnex I\n\n{counted(1, 2)}")
    assert list(texts(found)) == ["1", "2", "3", "Annex I, 1", "Annex I, 2"]
    assert found.warnings == ()


def test_an_annex_that_leaps_keeps_its_name() -> None:
    found = read(f"{counted(1, 3)}\n\nAnnex I\n\n{counted(9, 11)}")
    assert list(texts(found)) == ["1", "2", "3", "Annex I, 9", "Annex I, 10", "Annex I, 11"]


def test_an_annex_of_articles_keeps_its_name() -> None:
    found = read(
        "Article 1\n\nBoats float.\n\nArticle 2\n\nOars do too.\n\nAnnex I\n\n3. Nets sink.\n\n4. Anchors sink too."
    )
    assert list(texts(found)) == ["1", "2", "Annex I, 3", "Annex I, 4"]
