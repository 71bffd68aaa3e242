"""Each format as a file that can be read: one item of every kind in French, and one in two languages.

To write them anew after a change that is meant: `pytest tests/assistant/study/formats/test_golden.py --renew`; look at
them, and run `python -m tests.study_round_trips`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.study.formats.exporter import StudyFormat, exported_deck, exported_quiz
from assistant.study.types import ItemKind, Quiz
from tests.study_sample import ADDRESS, quiz_of, sample_deck, sample_item

GOLDEN = Path(__file__).parent / "golden"
Golden = Callable[[Path, str], None]


def quiz() -> Quiz:
    beside = sample_item(ItemKind.MULTIPLE_CHOICE, "en", 7)
    french = [sample_item(kind, "fr", number) for number, kind in enumerate(ItemKind)]
    return quiz_of(*french, sample_item(ItemKind.MULTIPLE_CHOICE, "fr", 7, beside))


@pytest.mark.parametrize("form", [StudyFormat.GIFT, StudyFormat.MOODLE, StudyFormat.CSV, StudyFormat.JSON])
def test_a_quiz_is_as_it_was_looked_at(form: StudyFormat, golden: Golden) -> None:
    golden(GOLDEN / f"quiz.{form}", text(exported_quiz(quiz(), form, ADDRESS).content))


@pytest.mark.parametrize("form", [StudyFormat.CSV, StudyFormat.JSON])
def test_a_deck_is_as_it_was_looked_at(form: StudyFormat, golden: Golden) -> None:
    golden(GOLDEN / f"deck.{form}", text(exported_deck(sample_deck(), form, ADDRESS).content))


def text(content: bytes) -> str:
    return content.decode("utf-8-sig").replace("\r\n", "\n")
