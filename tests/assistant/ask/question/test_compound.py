"""Questions that join two things, and answers that hold but one of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask.question.compound import compound_parts
from assistant.service import Assistant
from assistant.settings import Settings

_PAPER = """# Strategy for the lighthouses

1. The office will help lighthouse keepers to strengthen harbour inspection, and will train the inspectors.

2. The office will promote the right of lighthouse keepers to bargain collectively over their wages.

3. New lamps are put in twelve lighthouses of the northern coast.
"""


@pytest.fixture(scope="module")
def keepers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Give an assistant over a paper whose paragraphs speak of one thing each."""
    folder = tmp_path_factory.mktemp("lighthouses")
    (folder / "paper.en.md").write_text(_PAPER)
    service = Assistant(Settings(folder / "home", notes=False))
    assert not service.add([folder / "paper.en.md"]).errors
    yield service
    service.close()


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What is planned for harbour inspection and new lamps?", ["harbour inspection", "new lamps"]),
        (
            "Que prévoit-on pour l’inspection des ports et les lampes neuves ?",
            ["l’inspection des ports", "lampes neuves"],
        ),
        ("¿Qué se prevé para la inspección y las lámparas?", ["inspección", "lámparas"]),
        ("What does it cost, and over which years?", None),
        ("Qu’est-ce que l’économie sociale et solidaire ?", None),
        ("harbour inspection and new lamps", None),
        ("What is planned for harbour inspection?", None),
    ],
)
def test_the_two_things_are_told_by_their_words(question: str, words: list[str] | None) -> None:
    found = compound_parts(question)
    assert (found and [part.words for part in found][-len(words or []) :]) == words


def test_both_halves_are_quoted(keepers: Assistant) -> None:
    answer = keepers.ask("What will the office do for harbour inspection and new lamps in lighthouses?")
    assert {"1", "3"} <= {citation.locator for citation in answer.citations}


def test_a_half_that_no_passage_names_is_said_to_be_missing(keepers: Assistant) -> None:
    answer = keepers.ask("What will the office do for harbour inspection and volcanic eruptions?")
    assert [citation.locator for citation in answer.citations] == ["1"]
    assert "“volcanic eruptions”" in answer.answer
    assert not answer.sure
