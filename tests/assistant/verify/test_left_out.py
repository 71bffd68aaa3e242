"""Dots may leave words out, but none that negate or restrict what is quoted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.service import Assistant
from assistant.settings import Settings

RULES = """Rules of the covered bridge

1. The keeper does not open the bridge before dawn. A cart may cross at any hour.

2. A bull may cross, unless children are on the bridge. The toll is one coin.

3. Les ânes ne passent qu’avec une lanterne. Les chars passent le matin.

4. No puede cruzar quien no lleve farol. El puente abre al alba.
"""


@pytest.fixture(scope="module")
def bridge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("rules")
    (folder / "rules.en.txt").write_text(RULES, encoding="utf-8")
    service = Assistant(Settings(tmp_path_factory.mktemp("home"), notes=False))
    assert not service.add([folder]).errors
    yield service
    service.close()


@pytest.mark.parametrize(
    ("quote", "verdict"),
    [
        ("“The keeper does … open the bridge before dawn.”", "altered"),
        ("“The keeper does not open … before dawn.”", "found"),
        ("“… open the bridge before dawn.”", "altered"),
        ("“A bull may cross …”", "altered"),
        ("“A bull may cross, unless children … on the bridge.”", "found"),
        ("« Les ânes … passent … avec une lanterne. »", "altered"),
        ("“… quien no lleve farol.”", "altered"),  # «No puede» is left out
        # a sentence left out whole says nothing of the others
        ("“… A cart may cross at any hour.”", "found"),
        ("“The toll is one coin. …”", "found"),
        ("“El puente abre …”", "found"),
        # parts in another order, or of different paragraphs
        ("“at any hour … The keeper does not open”", "not_found"),
        ("The toll is one coin … The keeper does not open the bridge", "not_found"),
    ],
)
def test_what_dots_hide(bridge: Assistant, quote: str, verdict: str) -> None:
    checked = bridge.verify(quote).quotes
    assert [each.status.value for each in checked] == [verdict]


def test_the_hidden_word_is_shown_as_left_out(bridge: Assistant) -> None:
    (checked,) = bridge.verify("“The keeper does … open the bridge before dawn.”").quotes
    assert [(each.op.value, each.text) for each in checked.differences] == [("delete", "not")]
