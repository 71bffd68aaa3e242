"""A draft is said to be one, and is shown where its adoption is asked about."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.service import Assistant
from assistant.settings import Settings
from assistant.text.drafts import asked_of_adoption, draft_heading

_PAPER = """# Plan for the lighthouse keepers

Background

1. The assembly of lighthouse keepers met in March 2031 and asked for a plan for the lamps of the coast.

2. The plan puts new lamps in twelve lighthouses, and trains the keepers who look after them.

Draft decision

3. The assembly approves the plan for the lamps and requests the secretary to carry it out.
"""


@pytest.fixture(scope="module")
def keepers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Give an assistant over a paper that ends in a draft decision."""
    folder: Path = tmp_path_factory.mktemp("keepers")
    (folder / "keepers.en.md").write_text(
        _PAPER.replace("Background", "## Background").replace("Draft d", "## Draft d")
    )
    service = Assistant(Settings(folder / "home", notes=False))
    assert not service.add([folder / "keepers.en.md"]).errors
    yield service
    service.close()


@pytest.mark.parametrize(
    ("heading", "draft"),
    [
        ("Draft decision", True),
        ("Projet de décision", True),
        ("Projets de résolution concernant le travail", True),
        ("Proyecto de decisión", True),
        ("Proposed amendments", True),
        ("Projets de coopération pour le développement", False),
        ("Proyectos de cooperación", False),
        ("Stratégie", False),
    ],
)
def test_the_nearest_heading_tells_a_draft(heading: str, draft: bool) -> None:
    assert draft_heading(["Paper", heading]) == (heading if draft else None)
    assert draft_heading([heading, "Annex"]) is None


def test_questions_on_an_adoption_are_told_apart() -> None:
    asked = asked_of_adoption("Quand la stratégie a-t-elle été adoptée par le BIT ?")
    assert asked is not None
    assert not {"adoptee", "a-t-elle", "bit"} & set(asked.split())
    assert asked_of_adoption("Quels sont les objectifs de la stratégie ?") is None
    assert asked_of_adoption("Who objected to the draft that was adopted?") is None


@pytest.mark.parametrize(
    "question", ["When was the plan for the lamps adopted?", "Has the assembly approved the plan?"]
)
def test_of_an_adoption_the_draft_is_shown_and_said_to_be_one(keepers: Assistant, question: str) -> None:
    answer = keepers.ask(question)
    assert [citation.locator for citation in answer.citations] == ["3"]
    assert answer.citations[0].draft == "Draft decision"
    assert "hold only a draft" in answer.answer
    assert "Under the heading Draft decision: this is a draft" in answer.answer
    assert not answer.sure


def test_the_adoption_of_something_else_is_searched_for(keepers: Assistant) -> None:
    assert "hold only a draft" not in keepers.ask("When was the convention on harbour pilots adopted?").answer


def test_a_draft_that_is_quoted_is_said_to_be_one(keepers: Assistant) -> None:
    assert "this is a draft" in keepers.ask("What is the secretary requested to carry out?").answer
    assert "this is a draft" not in keepers.ask("How many lighthouses get new lamps?").answer
