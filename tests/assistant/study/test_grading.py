"""Responses judged: references by their grammar, numbers by their value, words but for how they are typed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.service import Assistant
from assistant.study.types import GAP, Evidence, Item, ItemKind, Pair
from tests.world.grants import CHARTER

QUOTE = "sells the boat before 2036 without asking the federation of ferries in writing."
EVIDENCE = Evidence(
    CHARTER.id, "GR/1", "Charter", "4(b)", "GR/1, para. 4(b)", "en", "official", QUOTE, "/#/p/grants/4%28b%29"
)
WHICH = Item("a", ItemKind.WHICH_PARAGRAPH, "en", "Which?", "See.", (EVIDENCE,), passage=QUOTE, key="para. 4(b)")
NUMBER = replace(WHICH, kind=ItemKind.NUMERIC, passage=f"before {GAP}", key="15,6", number=15.6, tolerance=0.05)
WORDS = replace(WHICH, kind=ItemKind.GAP, passage=f"the {GAP}", key="L’économie sociale", accepted=("ESS",))
MATCH = replace(WHICH, kind=ItemKind.MATCHING, key="", pairs=(Pair("a", "1"), Pair("b", "2")))
CHOICE = replace(WHICH, kind=ItemKind.MULTIPLE_CHOICE, key="two", options=("two", "three"))


@pytest.mark.parametrize(
    ("item", "response", "is_right"),
    [
        (WHICH, "para. 4(b)", True),
        (WHICH, "4 b)", True),
        (WHICH, "§ 4 b", True),
        (WHICH, "paragr. 4 b)", True),
        (WHICH, "GR/1, párr. 4, b)", True),
        (WHICH, "4", False),
        (WHICH, "4(a)", False),
        (WHICH, "paras 4(a) and 4(b)", False),
        (WHICH, "the one on boats", False),
        (WHICH, "", False),
        (NUMBER, "15.6", True),
        (NUMBER, " 15,6 ", True),
        (NUMBER, "15.7", False),
        (NUMBER, "15.6 tonnes", True),
        (NUMBER, "between 15.5 and 15.7", False),
        (WORDS, "l'economie sociale", True),
        (WORDS, "ess", True),
        (WORDS, "économie sociale", True),
        (WORDS, "l’économie", False),
        (CHOICE, "two", True),
        (CHOICE, "three", False),
        (MATCH, {"a": "1", "b": "2"}, True),
        (MATCH, {"a": "2", "b": "1"}, False),
        (MATCH, {"a": "1"}, False),
        (CHOICE, {"a": "two"}, False),
    ],
)
def test_a_response_is_right_or_wrong(
    grants: Assistant, item: Item, response: str | dict[str, str], is_right: bool
) -> None:
    assert grants.study.is_right(item, response) is is_right


def test_people_judge_an_open_question(grants: Assistant) -> None:
    assert grants.study.is_right(replace(WHICH, kind=ItemKind.SHORT_ANSWER), "whatever") is None
