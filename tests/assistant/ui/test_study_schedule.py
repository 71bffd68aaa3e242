"""When cards come again, over a record that anybody may have written."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from assistant.errors import BadRequest
from assistant.study.types import Card, CardKind, Deck
from assistant.ui.parts import study_review
from assistant.ui.parts.study_schedule import (
    LARGEST,
    MOST,
    RATINGS,
    Remembered,
    as_plain,
    counts,
    merged,
    next_card,
    rated,
    read_file,
    read_record,
)

NOW = datetime(2030, 1, 1, 12, tzinfo=UTC)
MOMENT = int(NOW.timestamp())
GOOD = [2, None, 8.2956, 1.0, MOMENT + 86400, MOMENT]


def test_a_card_comes_again_the_later_the_better_it_was_known() -> None:
    dues = [rated(None, RATINGS[name], NOW).due for name in ("again", "hard", "good", "easy")]
    assert dues == sorted(set(dues))
    assert dues[0] == MOMENT + 60
    assert dues[-1] > MOMENT + 86400


def test_the_same_answers_give_the_same_dates() -> None:
    def learnt() -> Remembered:
        known, now = None, NOW
        for _ in range(5):
            known = rated(known, RATINGS["good"], now)
            now = datetime.fromtimestamp(known.due, UTC)
        assert known is not None
        return known

    assert learnt() == learnt()
    assert learnt().due > MOMENT + 10 * 86400


def test_a_record_survives_the_browser_and_a_file() -> None:
    record = {"a": rated(None, RATINGS["again"], NOW), "b": rated(None, RATINGS["easy"], NOW)}
    plain = json.dumps(as_plain(record))
    assert read_record(json.loads(plain)) == read_file(plain.encode()) == record
    assert read_record(None) == {}
    assert rated(record["b"], RATINGS["good"], NOW + timedelta(days=8)).seen == MOMENT + 8 * 86400


@pytest.mark.parametrize(
    "value",
    [
        [],
        "x",
        3,
        {"version": 2, "cards": {}},
        {"version": 1},
        {"version": 1, "cards": []},
        *(
            {"version": 1, "cards": {name: card}}
            for name, card in (
                ("", GOOD),
                ("x" * 81, GOOD),
                ("é", GOOD),
                ("a\n", GOOD),
                ("a", None),
                ("a", GOOD[:5]),
                ("a", [4, *GOOD[1:]]),
                ("a", [True, *GOOD[1:]]),
                ("a", [1, None, *GOOD[2:]]),
                ("a", [1, 7, *GOOD[2:]]),
                ("a", [2, 0, *GOOD[2:]]),
                ("a", [2, None, float("nan"), *GOOD[3:]]),
                ("a", [2, None, float("inf"), *GOOD[3:]]),
                ("a", [2, None, 0, *GOOD[3:]]),
                ("a", [2, None, "8", *GOOD[3:]]),
                ("a", [2, None, 8.0, 11, *GOOD[4:]]),
                ("a", [*GOOD[:4], 10**15, MOMENT]),
                ("a", [*GOOD[:4], -1, MOMENT]),
                ("a", [*GOOD[:4], 1.5, MOMENT]),
            )
        ),
        {"version": 1, "cards": {str(n): GOOD for n in range(MOST + 1)}},
    ],
)
def test_what_no_scheduler_gives_is_refused(value: object) -> None:
    with pytest.raises(BadRequest):
        read_record(value)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[" * 100_000, b"[]", b" " * (LARGEST + 1)])
def test_a_file_that_is_no_record_is_refused(content: bytes) -> None:
    with pytest.raises(BadRequest):
        read_file(content)


def test_of_two_records_the_last_time_seen_holds() -> None:
    old, new = rated(None, RATINGS["again"], NOW), rated(None, RATINGS["easy"], NOW + timedelta(days=1))
    assert merged({"a": old, "b": new}, {"a": new, "c": old}) == {"a": new, "b": new, "c": old}


def test_due_cards_come_first_then_new_ones_then_those_due_soon() -> None:
    later = NOW + timedelta(minutes=5)
    record = {"a": rated(None, RATINGS["again"], NOW), "b": rated(None, RATINGS["good"], NOW)}
    assert next_card(["a", "b", "c"], record, NOW) == "c"
    assert next_card(["a", "b", "c"], record, later) == "a"
    assert next_card(["b"], record, NOW) == "b"
    assert next_card(["b"], {"b": rated(None, RATINGS["easy"], NOW)}, NOW) is None
    assert counts(["a", "b", "c"], record, later) == (1, 1)


def test_a_term_is_asked_for_both_ways() -> None:
    cards = (
        Card("t", CardKind.TERM, "fr", "ristourne", "patronage refund", "", "", "en"),
        Card("c", CardKind.CLOZE, "fr", "Words in English.", "words", "", "", "en"),
    )
    faces = study_review.faces_of(Deck("d", "D", "fr", cards))
    assert [(each.name, each.front[1], each.back[1]) for each in faces] == [
        ("t", "fr", "en"),
        ("c", "en", "en"),
        ("t~back", "en", "fr"),
    ]
