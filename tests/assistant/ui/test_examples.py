"""Questions to start with are such as the documents loaded answer."""

from __future__ import annotations

import pytest

from assistant import i18n
from assistant.ui.parts import conversation
from assistant.ui.parts.examples import GENERAL, Examples
from tests.world import plan
from tests.world.staged import Staged


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_question_offered_is_answered(staged: Staged, language: str) -> None:
    offered = Examples(staged).offered(language)
    assert offered
    for question in offered:
        answer = staged.ask(question, interface=language)
        assert (answer.status, answer.sure) == ("answered", True)


def test_a_question_of_documents_that_are_not_here_is_not_offered(staged: Staged) -> None:
    offered = Examples(staged).offered("en") or []
    assert i18n.text(GENERAL[2], "en") not in offered  # nobody here held a webinar


def test_what_is_offered_changes_with_the_library(staged: Staged) -> None:
    examples = Examples(staged)
    before = examples.offered("en")
    staged.hold([*plan.texts(), *plan.numbered(3)])
    assert examples.offered("en") != before


def test_an_empty_library_leads_to_the_documents(staged: Staged) -> None:
    staged.hold([])
    assert Examples(staged).offered("fr") is None
    shown = conversation.examples("fr", None)
    assert 'data-tab="library"' in shown
    assert 'class="example"' not in shown


def test_a_broken_library_offers_nothing(staged: Staged) -> None:
    staged.broken = True
    assert Examples(staged).offered("en") == []
