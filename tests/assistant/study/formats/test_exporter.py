"""Every format of a quiz and of a deck: what it is called, how much it holds, and what it does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.errors import BadRequest
from assistant.study.formats.exporter import StudyFormat, exported_deck, exported_quiz
from assistant.study.types import Card, CardKind, ItemKind, Pair
from tests.study_sample import ADDRESS, quiz_of, sample_deck, sample_item, sample_quiz


@pytest.mark.parametrize(
    ("form", "name"),
    [("gift", "shares-votes-part-1-all.gift.txt"), ("moodle", "shares-votes-part-1-all.moodle.xml"),
     ("apkg", "shares-votes-part-1-all.apkg"), ("csv", "shares-votes-part-1-all.csv"),
     ("json", "shares-votes-part-1-all.json")],
)  # fmt: skip
def test_every_format_holds_every_kind(form: str, name: str) -> None:
    file = exported_quiz(sample_quiz(each=1), form, ADDRESS)
    assert (file.name, file.held, file.left_out) == (name, 32, {})
    assert file.content


def test_what_a_format_cannot_hold_is_told() -> None:
    item = replace(sample_item(ItemKind.MATCHING, "en"), pairs=(Pair("a", "b" * 300), Pair("c", "d")))
    quiz = quiz_of(item, sample_item(ItemKind.GAP, "en"))
    held = {form: exported_quiz(quiz, form) for form in StudyFormat}
    assert {form: file.held for form, file in held.items()} == {"gift": 1, "moodle": 1, "apkg": 2, "csv": 2, "json": 2}
    assert held[StudyFormat.MOODLE].left_out == {"matching": 1}


def test_a_deck_is_taken_along_too() -> None:
    for form in ("apkg", "csv", "json"):
        assert exported_deck(sample_deck(), form, ADDRESS).held == 27
    cloze = Card("a", CardKind.CLOZE, "en", "No gap.", "word", "A", "")
    file = exported_deck(replace(sample_deck(), cards=(cloze,)), "apkg")
    assert (file.held, file.left_out) == (0, {"cloze": 1})


@pytest.mark.parametrize("form", ["", "GIFT", "gift.txt", "../gift"])
def test_an_unknown_format_is_refused_with_those_there_are(form: str) -> None:
    with pytest.raises(BadRequest, match="gift, moodle, apkg, csv, json"):
        exported_quiz(sample_quiz(), form)


def test_a_format_of_quizzes_alone_is_refused_for_a_deck() -> None:
    with pytest.raises(BadRequest, match="apkg, csv, json"):
        exported_deck(sample_deck(), "moodle")


@pytest.mark.parametrize("form", list(StudyFormat))
def test_characters_that_are_no_text_stop_no_export(form: StudyFormat) -> None:
    item = replace(sample_item(ItemKind.TRUE_FALSE, "en"), stem="one\x0ctwo\r\nthree\x1f\ud800")
    assert exported_quiz(quiz_of(item), form).held == 1


def test_a_quiz_without_items_and_without_a_name_is_a_file() -> None:
    file = exported_quiz(replace(quiz_of(), title="…"), "moodle")
    assert (file.name, file.held) == ("alinea.moodle.xml", 0)
