"""The page's scripts share one object: what one of them calls by a name, no other may mean something else by."""

from __future__ import annotations

import re
from collections import Counter

from tests.world.folders import ROOT

SCRIPTS = [path.read_text(encoding="utf-8") for path in (ROOT / "assistant" / "ui" / "scripts").glob("*.js")]
FUNCTIONS = [
    name for script in SCRIPTS for name in re.findall(r"^  (?:async )?(\w+)\([^\n]*\) \{$", script, re.MULTILINE)
]
SET = {name for script in SCRIPTS for name in re.findall(r"\b(?:alinea|this)\.(\w+) = ", script)}


def test_no_function_of_the_page_takes_the_place_of_another() -> None:
    twice = [name for name, times in Counter(FUNCTIONS).items() if times > 1 and name not in ("if", "for", "while")]
    assert len(FUNCTIONS) > 50
    assert twice == []


def test_no_state_of_the_page_is_called_like_a_function() -> None:
    assert "begun" in SET
    assert not SET & {*FUNCTIONS}
