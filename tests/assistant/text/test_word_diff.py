"""The word differences are the fewest there are, and put the text together again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from assistant.cli.verify import marked
from assistant.errors import BadRequest
from assistant.text.quotes import plain, words, words_of
from assistant.text.word_diff import Op, QuotedWord, TextWord, align, differences, pieces
from assistant.verify.quoted_words import read_quote

ROWS = st.lists(st.sampled_from("abcd"), max_size=9)


def quoted(row: list[str]) -> list[QuotedWord]:
    """Return words as quoted, without gaps."""
    return [QuotedWord(word) for word in words_of(" ".join(row))]


def said(row: list[str]) -> list[TextWord]:
    """Return words as said."""
    return [TextWord(word) for word in words_of(" ".join(row))]


@given(ROWS, ROWS)
def test_the_cost_of_two_texts_is_their_distance(one: list[str], other: list[str]) -> None:
    assert align(quoted(one), said(other), within=False).cost == Levenshtein.distance(one, other)


@given(ROWS, ROWS)
def test_the_cost_within_a_text_is_that_of_its_nearest_part(one: list[str], other: list[str]) -> None:
    parts = [other[i:j] for i in range(len(other) + 1) for j in range(i, len(other) + 1)]
    assert align(quoted(one), said(other), within=True).cost == min(Levenshtein.distance(one, part) for part in parts)


@given(ROWS, ROWS, st.data())
def test_a_gap_costs_nothing(one: list[str], other: list[str], data: st.DataObject) -> None:
    """Before and after the gap are two quotations, one after the other."""
    at = data.draw(st.integers(1, len(one))) if one else 0
    row = [QuotedWord(each.word, gap=i == at) for i, each in enumerate(quoted(one))]

    def nearest(part: list[str], where: list[str]) -> int:
        cuts = [where[i:j] for i in range(len(where) + 1) for j in range(i, len(where) + 1)]
        return min(Levenshtein.distance(part, cut) for cut in cuts)

    splits = [nearest(one[:at], other[:k]) + nearest(one[at:], other[k:]) for k in range(len(other) + 1)]
    assert align(row, said(other), within=True).cost == min(splits)


@given(ROWS, ROWS)
def test_the_steps_cost_what_they_say_and_leave_nothing_out(one: list[str], other: list[str]) -> None:
    aligned = align(quoted(one), said(other), within=False)
    assert [i for i, _ in aligned.steps if i is not None] == list(range(len(one)))
    assert [j for _, j in aligned.steps if j is not None] == list(range(len(other)))
    assert aligned.cost == sum(i is None or j is None or one[i] != other[j] for i, j in aligned.steps)


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_pieces_have_all_words_of_both_texts(text: str, other: str) -> None:
    found = differences(text, other)
    assert [word for each in found for word in words(each.text)] == words(text)
    assert [word for each in found for word in words(each.quoted)] == words(other)


def test_what_need_not_be_quoted_is_no_difference() -> None:
    source = "shall: (a) keep a fund; (b) publish wages"
    row = [TextWord(word, optional=word.key in "ab" and word.start != 17) for word in words_of(source)]
    quotation, mine = read_quote("keep a fund [2] publish […] wages [sic]")
    aligned = align(mine, row, within=True)
    assert aligned.cost == 0
    assert {each.op for each in pieces(aligned.steps, mine, row, quotation, source)} == {"equal"}


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("[T]he bo[a]rd", "the board"),
        ("work … shall", "work | shall"),
        ("… work shall …", "| work shall"),
        ("work (...) shall. . . pay", "work | shall | pay"),
        ("work [sic] shall", "work (sic) shall"),
        ("[12] coopératives¹² [3]", "(12) coopératives (3)"),
        ("10² [the] word", "10² the word"),
        ("a. b... c", "a b | c"),
    ],
)
def test_signs_of_whoever_quotes(quote: str, expected: str) -> None:
    read = [
        f"{'| ' if each.gap else ''}{f'({each.word.key})' if each.optional else each.word.key}"
        for each in read_quote(quote)[1]
    ]
    assert " ".join(read) == expected


@pytest.mark.parametrize("text", ["cha\u00adque", "coopéra\u00ad\n tive", "e\u0301te", "l'œuvre", "a-\nb", "1\u00ad5"])
def test_offsets_point_into_the_plain_text(text: str) -> None:
    made_plain = plain(text)
    found = words_of(made_plain)
    assert [each.key for each in found] == words(text)
    assert [words(made_plain[each.start : each.end]) for each in found] == [[each.key] for each in found]


def test_a_number_in_groups_is_one_word() -> None:
    assert words("4 300 and 4\u202f300,5 or 12 000 000, in 2022 300 or 1 2345") == (
        "4300 and 4300,5 or 12000000 in 2022 300 or 1 2345".split()
    )


def test_texts_that_are_too_long_are_refused() -> None:
    with pytest.raises(BadRequest):
        differences("a " * 6_000, "b " * 6_000)


def test_signs_that_differ_after_equal_words_are_seen_and_typography_is_not() -> None:
    found = differences("Objectif 2. Former", "Objectif 2: Former")
    assert [(each.op, each.text_after, each.quoted_after) for each in found] == [
        (Op.EQUAL, ". ", ": "),
        (Op.EQUAL, "", ""),
    ]
    assert marked(found, signs=True) == "Objectif 2[-.-]{+:+} Former"
    assert all(each.is_same for each in differences("« Former » les", "“Former” les"))


def test_the_point_of_an_abbreviation_belongs_to_it() -> None:
    found = differences("Il coûte 4 millions.", "Il coûte 4 millions de dollars É.-U.")
    assert found[-1].quoted == "de dollars É.-U."
    assert "{+de dollars É.-U.+}" in marked(found)
