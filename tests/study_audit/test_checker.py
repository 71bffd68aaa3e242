"""The audit can fail: for each rule an item that breaks it; and items of every kind that break none."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from assistant.study.types import Item, ItemKind, Pair
from tests.study_audit import made_up as good
from tests.study_audit.checker import check_item, check_paper
from tests.study_audit.reasons import Reason
from tests.study_audit.shelf import Shelf

R = Reason
OF_PAPERS = {R.SAME_QUESTION, R.ID_TWICE, R.BESIDE_DIFFERS}


def source(item: Item, **changes: Any) -> Item:
    """Return an item whose first evidence is another."""
    return replace(item, evidence=(replace(item.evidence[0], **changes), *item.evidence[1:]))


HIRED = replace(
    good.GAP_ITEM, evidence=(good.charter("7"),), passage="A boat may be hired for _____ hours on the quay.", key="six"
)
SEATS = replace(
    good.OPENED, evidence=(good.charter("6"),), passage="The hall has _____ seats for guests of the market.",
    options=("35", "40", "45"), key="40",
)  # fmt: skip
WELCOME = replace(
    good.TRUE, evidence=(good.charter("8"),), passage="Guests are always welcome at the gate of the market."
)
DUES = replace(
    good.GAP_ITEM, evidence=(good.charter("3(a)"),), passage="the lender has paid the dues of the last _____ months;",
    key="18",
)  # fmt: skip
MAIL = replace(
    good.GAP_ITEM, evidence=(good.charter("5"),), passage="Letters go to _____, at 12 Harbour Street.",
    key="steward@bellmoor.example",
)  # fmt: skip
HEAD = replace(good.SHORT, evidence=(good.charter("¶1"),), key="Bellmoor papers")
NOTE = replace(
    good.GAP_ITEM, evidence=(good.letter(),), key="bicycles", label="Unofficial note",
    passage="The ferry to the island leaves 14 times a day and has room for 90 _____.",
)  # fmt: skip
AGREES = replace(good.TERM, stem="Who agrees?", options=("a member", "a scale", "a ferry"), key="a member")
GUESTS = replace(good.FALSE, evidence=(good.charter("6"),), passage="The hall has 45 seats for guests of the market.")
SHORT_YEARS = replace(
    good.YEARS, pairs=(Pair("A register of all scales", "2021"), Pair("A code for fire drills", "2023"))
)
THIRD_OBJECTIVE = replace(
    good.PLAN_PAIRS, pairs=(Pair("A register of all scales", "Objective 3"), good.PLAN_PAIRS.pairs[1])
)
TWO_SWAPPED = replace(
    good.NUMBERS,
    pairs=(
        Pair("Fair Stalls Convention, 1987", "No. 7"),
        Pair("Dry Goods Recommendation, 2002", "No. 44"),
        Pair("Night Market Recommendation, 2015", "No. 41"),
    ),
)
ENGLISH_SPANISH = replace(good.TERM_PAIRS, pairs=(Pair("market stall", "étal"), Pair("weighbridge", "puesto")))
IN_TWO_PLACES = replace(
    good.WHICH, evidence=(good.charter("9"),), passage="Nobody has to pay there.", key="para. 9", accepted=()
)
YEARS_AND_SUMS = replace(
    good.YEARS, pairs=(good.YEARS.pairs[0], Pair("Objective 2. Safe stalls", "1.5 million dollars"))
)
OPENED_DUES = replace(DUES, passage=f"A stall may be lent if: {DUES.passage}")
LONGER = replace(
    good.TRUE, evidence=(good.charter("3(c)"),),
    passage="A stall may be lent if: No stall is lent in the winter of a year.",
)  # fmt: skip
WRITTEN = replace(good.SHORT, evidence=(good.charter("10"),), key=good.charter("10").quote)
NEARLY = "A member may borrow a scale for {} days, under Recommendation No. {} on cooperatives."

BROKEN = [
    (R.KEY_NOT_ONE_OPTION, replace(good.OPENED, key="1988")),
    (R.TOO_FEW_OPTIONS, replace(good.OPENED, options=("1987", "1992"))),
    (R.OPTIONS_ALIKE, replace(good.PLACE_NAME, options=("Brin", "Tarn", "TÀRN."))),
    (R.OPTIONS_SAME_VALUE, replace(SEATS, options=("40", "40.0", "50"))),
    (R.OPTION_IS_SYNONYM, replace(good.TERM, options=("báscula puente", "pont-bascule", "étal"))),
    (R.GAPS, replace(good.GAP_ITEM, passage="_____ may be lent if: the steward, _____, has agreed in writing;")),
    (R.FILLED_NOT_VERBATIM, replace(good.GAP_ITEM, key="Rosa Lindt")),
    (R.FILLED_NOT_VERBATIM, replace(good.OPENED, passage="The market of Bellmoor began in _____ with twelve stalls.")),
    (R.KEY_NOT_IN_PARAGRAPH, replace(good.TERM, stem="What is the French term for this?", key="étal couvert")),
    (R.OTHER_OPTION_STANDS, replace(HIRED, kind=ItemKind.MULTIPLE_CHOICE, options=("six", "nine", "two"))),
    (R.OPTION_IN_PARAGRAPH, SEATS),
    (R.OPTION_IN_PARAGRAPH, AGREES),
    (R.ANOTHER_FILLING, HIRED),
    (R.TRUTH_VALUE, replace(good.TRUE, key="yes")),
    (R.TRUE_NOT_VERBATIM, replace(good.FALSE, key="true")),
    (R.FALSE_STANDS, replace(good.TRUE, key="false")),
    (R.NOT_ONE_CHANGE, replace(good.FALSE, passage=NEARLY.format("six", "202"))),
    (R.STYLISTIC_CHANGE, replace(good.FALSE, passage=NEARLY.format("two", "193").replace("borrow", "take away"))),
    (R.CHANGE_IN_VERSION, GUESTS),
    (R.PAIR_TWICE, replace(good.YEARS, pairs=(Pair("A register", "2023"), Pair("A code", "2023.")))),
    (R.PAIR_NOT_SUPPORTED, SHORT_YEARS),
    (R.PAIR_NOT_SUPPORTED, THIRD_OBJECTIVE),
    (R.PAIR_NOT_SUPPORTED, TWO_SWAPPED),
    (R.OTHER_PAIR_SUPPORTED, ENGLISH_SPANISH),
    (R.OTHER_PAIR_SUPPORTED, replace(good.NEAR_PAIRS, pairs=(Pair("leaves", "90 bicycles"), Pair("room", "14 times")))),
    (R.NUMBER_NOT_FIGURE, replace(good.NUMERIC, number=42.0)),
    (R.TOLERANCE, replace(good.NUMERIC, tolerance=1.0)),
    (R.PASSAGE_NOT_IN_ONE_PLACE, IN_TWO_PLACES),
    (R.KEY_NOT_PLACE, replace(good.WHICH, key="para. 4(a)")),
    (R.ALTERED_NOT_KEY, replace(good.ALTERED, key="1987")),
    (R.ALTERED_NOT_KEY, replace(good.ALTERED, options=("1987", "4.2", "6.3"))),
    (R.ANSWER_NOT_TEXT, replace(good.SHORT, key="A member may borrow a scale.")),
    (R.EVIDENCE_NOT_FOUND, source(good.TRUE, status="note")),
    (R.QUOTE_NOT_VERBATIM, source(good.TRUE, quote="A member may borrow a  scale")),
    (R.EVIDENCE_NAMES, source(good.TRUE, symbol="MC/4")),
    (R.LINK_ELSEWHERE, source(good.TRUE, link="/#/p/market-charter/3?lang=en")),
    (R.CITATION_ELSEWHERE, source(good.TRUE, citation="MC/3, para. 2(a)")),
    (R.DRAFT_UNMARKED, source(good.DRAFT, draft=None)),
    (R.LABEL_MISSING, replace(good.DRAFT, label="")),
    (R.LABEL_MISSING, replace(NOTE, label=" ")),
    (R.LABEL_WITHOUT_NEED, replace(good.TRUE, label="Unofficial note")),
    (R.OPTIONS_OF_TWO_KINDS, replace(good.OPENED, options=("1979", "1987", "a year ago"))),
    (R.OPTIONS_OF_TWO_KINDS, YEARS_AND_SUMS),
    (R.OPTIONS_WRITTEN_APART, replace(good.PLACE_NAME, options=("Brin.", "Tarn", "Lorn"))),
    (R.KEY_LONGEST, replace(good.PLACE_NAME, options=("B", "Tarn", "L"))),
    (R.SHARED_WORD, replace(good.TERM, stem="Which bascule is a “weighbridge”?")),
    (R.ALWAYS_NEVER, WELCOME),
    (R.STEM_HAS_KEY, replace(good.NUMERIC, stem="Is it 4.2?")),
    (R.PASSAGE_HAS_KEY, replace(good.GAP_ITEM, passage="Rosa Lind: the steward, _____, has agreed in writing;")),
    (R.TRIVIA, MAIL),
    (R.TRIVIA, HEAD),
    (R.OPENING_CUT, DUES),
    (R.WRONG_LANGUAGE, replace(good.TRUE, stem="Est-ce que la charte dit cela dans le texte ?")),
    (R.WRONG_LANGUAGE, replace(good.TRUE, feedback="Es lo que dice el párrafo 2 de la carta.")),
    (R.WRONG_LANGUAGE, replace(good.TRUE, passage_language="fr")),
    (R.FRENCH_SPACING, replace(good.OPENED_FR, stem="Quelle année manque dans cette phrase ?")),
    (R.FRENCH_SPACING, replace(good.OPENED_FR, feedback="L’année est dans «la charte\u00a0».")),
    (R.DOUBLE_SPACE, replace(good.TRUE, stem="Is this  what the charter says?")),
    (R.DOUBLE_SPACE, replace(good.PLACE_NAME, options=("Brin", "Tarn", " Lorn"))),
    (R.EMPTY_FIELD, replace(good.TRUE, feedback=" ")),
    (R.EMPTY_FIELD, replace(good.TRUE, evidence=())),
    (R.FIELD_OF_ANOTHER_KIND, replace(good.TRUE, options=("true", "false"))),
    (R.BAD_VALUE, replace(good.TRUE, difficulty=4)),
    (R.TAG_WITH_SPACE, replace(good.TRUE, tags=("the charter",))),
]  # fmt: skip


@pytest.mark.parametrize("item", good.GOOD, ids=lambda item: item.id)
def test_a_good_item_passes(item: Item, shelf: Shelf) -> None:
    assert check_item(item, shelf) == ()


@pytest.mark.parametrize("item", [NOTE, OPENED_DUES, LONGER, WRITTEN])
def test_what_is_mended_passes(item: Item, shelf: Shelf) -> None:
    assert check_item(item, shelf) == ()


@pytest.mark.parametrize(("reason", "item"), BROKEN, ids=[f"{reason}-{n}" for n, (reason, _) in enumerate(BROKEN)])
def test_a_broken_item_is_found(reason: Reason, item: Item, shelf: Shelf) -> None:
    assert reason in {finding.reason for finding in check_item(item, shelf)}


def test_every_rule_is_broken_once() -> None:
    assert {reason for reason, _ in BROKEN} | OF_PAPERS == set(Reason)


def test_a_good_paper_passes(shelf: Shelf) -> None:
    paper = tuple(item for item in good.GOOD if item not in (good.OPENED, good.OPENED_FR))
    verdicts = check_paper(paper, shelf)
    assert len(verdicts) == len(paper) + 1
    assert [verdict.item.id for verdict in verdicts if verdict.beside] == ["mc-1-fr"]
    assert not [verdict for verdict in verdicts if verdict.findings]


def test_two_items_of_one_paper_are_not_the_same(shelf: Shelf) -> None:
    again = replace(good.OPENED, options=("1951", "1987", "1963"))
    for verdict in check_paper((good.OPENED, again), shelf):
        assert {finding.reason for finding in verdict.findings} == {R.ID_TWICE, R.SAME_QUESTION}


@pytest.mark.parametrize(
    "beside",
    [
        replace(good.OPENED_FR, options=("1987", "1979", "1992", "2004")),
        replace(good.OPENED_FR, language="en"),
        replace(good.OPENED_FR, beside=good.OPENED),
        good.TRUE,
    ],
)
def test_the_item_beside_is_the_same_question(beside: Item, shelf: Shelf) -> None:
    verdicts = check_paper((replace(good.OPENED, beside=beside),), shelf)
    assert R.BESIDE_DIFFERS in {finding.reason for finding in verdicts[0].findings}


def test_a_broken_item_beside_is_found(shelf: Shelf) -> None:
    verdicts = check_paper((replace(good.OPENED, beside=replace(good.OPENED_FR, feedback="")),), shelf)
    assert [{finding.reason for finding in verdict.findings} for verdict in verdicts] == [set(), {R.EMPTY_FIELD}]
