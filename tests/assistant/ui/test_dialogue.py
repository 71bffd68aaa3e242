"""What a browser keeps of a conversation, and what the page makes of it again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.ask.types import Answer, Written
from assistant.ui.errors import NoLongerKept
from assistant.ui.parts import conversation
from assistant.ui.parts.conversation import Exchange
from assistant.ui.parts.dialogue import LONGEST_CONVERSATION, Dialogue, history, read
from assistant.validation import LONGEST_QUESTION
from index.errors import DamagedIndex
from tests.assistant.ui.test_parts import answer, citation
from tests.world.staged import Staged

GOALS, COST = "What are the three goals?", "And what do they cost?"
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["number", "question", "language", "answered", "sources", "written"]), inner)
    ),
    max_leaves=20,
)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Staged]:
    staged = Staged.at(tmp_path)
    yield staged
    staged.close()


def through_a_browser(said: object) -> object:
    return json.loads(json.dumps(said))


def test_a_conversation_kept_by_a_browser_comes_back_as_it_was(stage: Staged) -> None:
    dialogue = Dialogue(stage)
    first = stage.ask(GOALS, side_by_side=True)
    kept = [dialogue.said(Exchange(GOALS, first), "en")]
    before = read(through_a_browser(kept))
    second = stage.ask(COST, history=history(before), side_by_side=True)
    kept.append(dialogue.said(Exchange(COST, second, number=1), "en"))
    again = dialogue.exchanges(read(through_a_browser(kept)))
    shown = [str(conversation.render("en", [each])) for each in again]
    assert shown == [str(conversation.render("en", [Exchange(q, a, number=n)])) for n, (q, a) in
                     enumerate([(GOALS, first), (COST, second)])]  # fmt: skip


def test_a_follow_up_can_point_at_the_sources_before_it(stage: Staged) -> None:
    said = Dialogue(stage).said(Exchange(GOALS, stage.ask(GOALS)), "en")
    (turn,) = history(read(through_a_browser([said])))
    assert turn.question == GOALS
    assert [(each.locator, each.citation) for each in turn.citations] == [
        (each.locator, each.citation) for each in stage.ask(GOALS).citations
    ]


def test_a_failure_is_shown_again_and_is_nothing_to_follow_up(stage: Staged) -> None:
    failed = Exchange(GOALS, DamagedIndex(path="index/7", detail="vectors.npy"))
    before = read(through_a_browser([Dialogue(stage).said(failed, "en")]))
    assert [each.question for each in before] == [GOALS]
    assert history(before) == ()


def test_what_a_model_wrote_is_kept_for_a_while_and_then_said_to_be_gone(stage: Staged) -> None:
    text = "Three [1]."
    written = Answer(
        "q", "en", "generative", answer(text).status, text, (citation(),), written=Written("m", "h", over=True)
    )
    dialogue = Dialogue(stage)
    exchange = Exchange("q", written, number=3)
    before = read(through_a_browser([dialogue.said(exchange, "en")]))
    assert dialogue.last(before) == [exchange]
    assert dialogue.numbered(before, 3) == [exchange]
    assert dialogue.numbered(before, 4) == []
    (elsewhere,) = Dialogue(stage).last(before)
    assert isinstance(elsewhere.outcome, NoLongerKept)


@given(ANYTHING)
def test_nothing_a_browser_sends_is_taken_for_more_than_it_is(value: object) -> None:
    for asked in read(value):
        assert len(asked.question) <= LONGEST_QUESTION
        assert asked.language in ("en", "fr")
        assert all(isinstance(each.locator, str) and isinstance(each.citation, str) for each in asked.sources)


def test_a_long_conversation_is_remembered_from_its_end() -> None:
    rows = [
        {"number": n, "question": str(n), "language": "en", "answered": True, "sources": [], "written": ""}
        for n in range(50)
    ]
    assert [each.number for each in read(rows)] == list(range(50 - LONGEST_CONVERSATION, 50))
    assert read([{**rows[0], "question": "x" * (LONGEST_QUESTION + 1)}]) == []
