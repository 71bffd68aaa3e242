"""The table of a quiz or a deck: a row an item and language, nothing in it that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from assistant.study.formats.csv_table import deck_table, quiz_table
from assistant.study.types import ItemKind
from tests.study_sample import ADDRESS, quiz_of, sample_deck, sample_item, sample_quiz


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_an_item_is_a_row() -> None:
    [row] = rows(quiz_table(quiz_of(sample_item(ItemKind.MULTIPLE_CHOICE, "en")), ADDRESS))
    assert (row["n"], row["kind"], row["stem"]) == ("1", "multiple_choice", "Which one = right?")
    assert row["options"].splitlines()[3] == row["options"].rpartition("\n")[2] == "a -> b"
    assert row["key"] == "%50% of cases: {all}"
    assert row["link"] == f"{ADDRESS}/#/p/circular-7/1(c)?lang=en&v=1"


def test_a_bilingual_item_is_two_rows_of_one_number() -> None:
    item = sample_item(ItemKind.GAP, "fr", beside=sample_item(ItemKind.GAP, "en"))
    assert [(row["n"], row["language"]) for row in rows(quiz_table(quiz_of(item), ADDRESS))] == [
        ("1", "fr"),
        ("1", "en"),
    ]


def test_figures_are_numbers_and_formulas_are_text() -> None:
    item = replace(sample_item(ItemKind.NUMERIC, "en", 1), stem="=1+1", tolerance=0.5)
    [row] = rows(quiz_table(quiz_of(item), ADDRESS))
    assert (row["number"], row["tolerance"], row["stem"]) == ("-1200000", "0.5", "'=1+1")


def test_all_items_and_cards_are_there() -> None:
    assert len(rows(quiz_table(sample_quiz(), ADDRESS))) == 88
    assert [row["kind"] for row in rows(deck_table(sample_deck(), ADDRESS))].count("cloze") == 9
