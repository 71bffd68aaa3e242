"""Rules that drop an item: each is broken here once, by an item that breaks nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.service import Assistant
from assistant.study.key_rules import key_holds
from assistant.study.rules import Reason, faults, is_telling
from assistant.study.types import GAP, Evidence, Item, ItemKind, Pair

QUOTE = "A scale may be borrowed for two days by any member of the stall keepers' cooperative."
EVIDENCE = Evidence("market", "M/1", "Market", "2", "M/1, para. 2", "en", "official", QUOTE, "/#/p/market/2?lang=en")
GOOD = Item(
    id="a",
    kind=ItemKind.MULTIPLE_CHOICE,
    language="en",
    stem="Which period completes these words (rules of the market)?",
    passage=QUOTE.replace("two", GAP),
    options=("two", "three", "four"),
    key="two",
    feedback="See M/1, para. 2.",
    evidence=(EVIDENCE,),
)
TERM = replace(GOOD, options=("market hall", "harbour wall", "village school"), key="market hall")
MATCH = replace(
    GOOD, kind=ItemKind.MATCHING, passage="", options=(), key="", pairs=(Pair("a", "one"), Pair("b", "two"))
)


def test_a_good_item_stays(grants: Assistant) -> None:
    assert not list(faults(GOOD))
    assert not list(faults(MATCH))
    with grants.engine.session() as session:
        assert key_holds(GOOD, session)


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        (replace(GOOD, key="five"), Reason.NOT_ONE_ANSWER),
        (replace(GOOD, options=("two",)), Reason.NOT_ONE_ANSWER),
        (replace(GOOD, options=("two", "three", "four", "five", "six", "seven", "eight")), Reason.NOT_ONE_ANSWER),
        (replace(GOOD, options=("two", "two", "four")), Reason.NOT_ONE_ANSWER),
        (replace(GOOD, options=("two", "three", "Three.")), Reason.SAME_OPTIONS),
        (replace(GOOD, options=("two", "three", "a week")), Reason.UNLIKE),
        (
            replace(TERM, options=("the whole market hall", "wall", "school"), key="the whole market hall"),
            Reason.LENGTH,
        ),
        (replace(TERM, stem="Which building of the market is it?"), Reason.SHARED_WORDS),
        (replace(TERM, options=("always", "on Sundays", "in spring"), key="in spring"), Reason.ABSOLUTE),
        (replace(GOOD, stem="Is it two or more?", kind=ItemKind.GAP, options=()), Reason.GIVEN_AWAY),
        (replace(GOOD, passage=f"It is {GAP}, or 2, days."), Reason.GIVEN_AWAY),
        (replace(GOOD, evidence=(replace(EVIDENCE, status="note"),)), Reason.UNLABELLED),
        (replace(GOOD, evidence=(replace(EVIDENCE, draft="Draft decision"),)), Reason.UNLABELLED),
        (replace(GOOD, kind=ItemKind.TRUE_FALSE, options=(), key="maybe"), Reason.NOT_ONE_ANSWER),
        (replace(GOOD, kind=ItemKind.NUMERIC, options=(), number=None), Reason.NOT_ONE_ANSWER),
        (replace(GOOD, kind=ItemKind.GAP, options=(), passage="No gap."), Reason.NOT_ONE_ANSWER),
        (replace(MATCH, pairs=(Pair("a", "one"), Pair("b", "One"))), Reason.NOT_ONE_ANSWER),
        (replace(MATCH, pairs=(Pair("a", "one"),)), Reason.NOT_ONE_ANSWER),
        (replace(GOOD, beside=replace(GOOD, options=("three", "two", "four"))), Reason.NOT_ONE_ANSWER),
    ],
)
def test_an_item_that_breaks_a_rule_goes(item: Item, reason: Reason) -> None:
    assert reason in set(faults(item))


@pytest.mark.parametrize(
    "item",
    [
        replace(GOOD, key="three"),
        replace(GOOD, kind=ItemKind.TRUE_FALSE, options=(), key="true", passage=QUOTE.replace("two", "six")),
        replace(GOOD, kind=ItemKind.TRUE_FALSE, options=(), key="false", passage=QUOTE),
        replace(GOOD, kind=ItemKind.WHICH_PARAGRAPH, options=(), key="para. 2", passage="A scale may be sold."),
        replace(GOOD, kind=ItemKind.SHORT_ANSWER, options=(), key="A scale."),
        replace(GOOD, kind=ItemKind.ALTERED_FIGURE, options=("two", "six"), key="two", passage=QUOTE),
        replace(GOOD, passage=GAP),
        replace(GOOD, kind=ItemKind.GAP, options=(), accepted=("three",)),
        replace(GOOD, kind=ItemKind.NUMERIC, options=(), number=3.0),
        replace(GOOD, kind=ItemKind.NUMERIC, options=(), number=2.0, tolerance=5.0),
        replace(GOOD, kind=ItemKind.TRUE_FALSE, options=(), key="false", passage=QUOTE.replace("A scale", "Any scale")),
        replace(GOOD, kind=ItemKind.SHORT_ANSWER, options=(), passage="", key=f"{QUOTE} And all of it is for sale."),
        replace(MATCH, evidence=(EVIDENCE,)),
    ],
)
def test_a_key_that_its_paragraph_does_not_hold_is_seen(grants: Assistant, item: Item) -> None:
    with grants.engine.session() as session:
        assert not key_holds(item, session)


@pytest.mark.parametrize(
    "text",
    [
        "Write to us at market@stalls.example before the end of the month, please.",
        "Tel.: +41 22 000 00 00, open each day from the morning to the evening.",
        "With warm thanks",
        "Signature: the keeper of the stalls, on behalf of all of its members.",
        "[Repealed, 2018, c. 8, s. 49] the stalls that were in the market hall",
        "MARKET RULES OF THE STALL KEEPERS AND OF THE HARBOUR",
    ],
)
def test_addresses_signatures_and_headings_are_worth_no_question(text: str) -> None:
    assert not is_telling(text)
