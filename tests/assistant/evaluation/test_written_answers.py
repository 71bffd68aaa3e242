"""Quotations and written answers side by side, and the gate over scripts, as `evaluate` tells them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.errors import BadRequest
from assistant.evaluation.runner import evaluate
from assistant.service import Assistant
from tests.assistant.ask.models.test_written_answers import Saying

QUESTIONS = [
    {"id": "a", "lang": "fr", "q": "Combien de personnes emploient les ateliers ?", "need": [["gb912-ins-4#2"]]},
    {"id": "b", "lang": "fr", "q": "Et en anglais ?", "history": ["Que disent les ateliers ?"], "need": []},
]
SAYS = (
    "Les ateliers coopératifs emploient 4 300 personnes [1]. Ils en emploient 9 999 [1]. « Les ateliers coopératifs "
    "emploient 4 200 personnes » [1]. Il fait beau."
)


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(map(json.dumps, QUESTIONS)), encoding="utf-8")
    return path


def test_both_ways_are_measured_beside_each_other(own_alinea: Assistant, questions: Path) -> None:
    plain = evaluate(own_alinea, questions)
    assert set(plain) == {"n", "extractive"}
    own_alinea.model = Saying(SAYS)
    report = evaluate(own_alinea, questions)
    assert report["extractive"]["pieces_cited"] == plain["extractive"]["pieces_cited"] == 1.0
    written = report["generative"]
    assert written["pieces_cited"] == 1.0
    assert written["quotations_verified"] == 1.0
    assert written["quotations_verbatim"] == 0.0
    assert written["figures_supported"] < 1.0
    assert written["keyed"] == 0.75
    assert written["reasons"]["no_key"] == written["asked"]
    assert written["faults"] == {}


@pytest.mark.parametrize("line", ["{", "[]", '{"q": 3, "need": []}'])
def test_a_line_that_is_no_question_is_named(own_alinea: Assistant, questions: Path, line: str) -> None:
    with questions.open("a", encoding="utf-8") as file:
        file.write(f"\n{line}")
    with pytest.raises(BadRequest, match="line 3"):
        evaluate(own_alinea, questions)
