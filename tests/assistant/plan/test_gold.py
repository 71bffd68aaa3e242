"""The questions of gold/plan.jsonl, decided from the table by a reader, are answered exactly, notes or not."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.service import Assistant
from assistant.settings import Settings
from tests.world.folders import SEEDS

QUESTIONS = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "gold" / "plan.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.fixture(scope="module")
def official_seeds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Give the assistant over the five documents without any note."""
    if not SEEDS.is_dir():
        pytest.skip("../shared/seeds is not there")
    service = Assistant(Settings(tmp_path_factory.mktemp("official-seeds"), notes=False))
    service.add([SEEDS])
    yield service
    service.close()


def test_the_questions_are_well_formed() -> None:
    assert [question["id"] for question in QUESTIONS] == [f"p{n:02d}" for n in range(1, len(QUESTIONS) + 1)]
    assert all(set(question) == {"id", "lang", "q", "document", "locators", "figures"} for question in QUESTIONS)
    places = [place for question in QUESTIONS for place in question["locators"]]
    assert all(re.fullmatch(r"28|action plan(?:, objective \d| \d\.\d(?:\(\d\))?)", place) for place in places)
    assert min(Counter(question["lang"] for question in QUESTIONS).values()) >= 6


def is_exact(service: Assistant, question: dict[str, Any]) -> str:
    """Return what is wrong with the answer to a question; empty where it is exact."""
    answer = service.ask(question["q"])
    text = answer.answer.replace("\u00a0", " ")
    wrong = []
    if {citation.locator for citation in answer.citations} != set(question["locators"]):
        wrong.append(f"cites {sorted({citation.locator for citation in answer.citations})}")
    if missing := [figure for figure in question["figures"] if figure.replace("\u00a0", " ") not in text]:
        wrong.append(f"does not say {missing}")
    if answer.language != question["lang"] or (answer.status == "answered") is not bool(question["locators"]):
        wrong.append(f"is {answer.status} in {answer.language}")
    if not all(citation.verified is (citation.status != "note") for citation in answer.citations):
        wrong.append("quotes what is not there")
    return f"{question['id']}, {question['q']}: {'; '.join(wrong)}" if wrong else ""


def test_every_answer_is_exact(seeds: Assistant) -> None:
    assert not list(filter(None, (is_exact(seeds, question) for question in QUESTIONS)))


def test_every_answer_is_exact_without_notes(official_seeds: Assistant) -> None:
    assert not list(filter(None, (is_exact(official_seeds, question) for question in QUESTIONS)))
