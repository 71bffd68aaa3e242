"""GIFT: nothing in a text is read as something else; `study_round_trips` has the files read by gift-pegjs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.study.formats.gift import as_gift, escaped
from assistant.study.types import Item, ItemKind, Pair
from tests.study_sample import ADDRESS, quiz_of, sample_item, sample_quiz


def gift(*items: Item) -> str:
    content, left_out = as_gift(quiz_of(*items), ADDRESS)
    assert not left_out
    return content.decode()


def question(item: Item) -> list[str]:
    return gift(item).split("\n\n")[1].splitlines()


def test_a_question_is_its_comment_its_name_its_text_and_its_answers() -> None:
    item = sample_item(ItemKind.MULTIPLE_CHOICE, "en")
    item = replace(item, stem="Which?", options=("this", "that"), key="that", feedback="So.", tags=("shares",))
    assert question(item) == [
        "// [id:multiple_choice-en-0] [tag:shares] [tag:circular-7::1(c)]",
        "::001 Multiple choice – C.7-A-2 para. 1(c)::[plain]Which?{",
        "\t~this",
        "\t=that",
        "\t####[plain]So.\\n\\n"
        "“The share \\{rounded\\} is 1/12\\: it costs 50 francs \\~ one day’s pay; see \\#3 & \\\\theta \\= 0.”\\n\\n"
        "Source\\: C.7/A/2, para. 1(c) https\\://example.org/alinea/\\#/p/circular-7/1(c)?lang\\=en&v\\=1",
        "}",
    ]


@given(st.text(st.sampled_from("ab\\~=#{}:\n ")))
def test_nothing_that_gift_has_a_use_for_is_left_bare(text: str) -> None:
    told = escaped(text)
    assert "\n" not in told
    pairs = told.replace("\\\\", "")
    assert not any(sign in pairs.replace(f"\\{sign}", "") for sign in "~=#{}:")


def test_no_blank_line_and_no_line_of_a_text_is_in_a_question() -> None:
    for item in sample_quiz().items:
        for line in question(item):
            assert line.startswith(("// [id:", "::", "\t", "}"))


@pytest.mark.parametrize(
    ("option", "written"), [("%50% of all", "[plain]%50% of all"), ("[html] a", "[plain][html] a")]
)
def test_an_answer_that_begins_like_a_weight_or_a_format_is_neither(option: str, written: str) -> None:
    item = replace(sample_item(ItemKind.MULTIPLE_CHOICE, "en"), options=(option, "b"), key=option)
    assert question(item)[2] == f"\t={written}"


@pytest.mark.parametrize(
    ("kind", "what", "answers"),
    [
        (ItemKind.TRUE_FALSE, {"key": "true"}, "{T"),
        (ItemKind.TRUE_FALSE, {"key": "false"}, "{F"),
        (ItemKind.NUMERIC, {"number": 37.5, "tolerance": 0.0}, "{#37.5:0"),
        (ItemKind.NUMERIC, {"number": 1e21, "tolerance": 1e-7}, "{#1000000000000000000000:0.0000001"),
        (ItemKind.SHORT_ANSWER, {}, "{"),
    ],
)
def test_what_is_not_chosen_stands_after_the_brace(kind: ItemKind, what: dict[str, object], answers: str) -> None:
    assert question(replace(sample_item(kind, "en"), **what))[1].endswith(answers)  # type: ignore[arg-type]


def test_an_answer_is_right_as_printed_and_as_typed() -> None:
    item = replace(sample_item(ItemKind.GAP, "fr"), key="l’écart\u00a0*", accepted=("L'Écart *", "un écart"))
    assert question(item)[2:-2] == ["\t=l’écart\u00a0\\\\*", "\t=L'Écart \\\\*", "\t=un écart"]


def test_texts_are_html_only_where_plain_text_loses_something() -> None:
    plain = sample_item(ItemKind.MATCHING, "en")
    plain = replace(plain, pairs=(Pair("a", "b -> c"), Pair("<d>", "<e>")))
    assert question(plain)[2:4] == ["\t=a -> b -&gt; c", "\t=<d> -> &lt;e&gt;"]
    assert question(replace(plain, pairs=(Pair("a -> b", "c"), Pair("<d>", "e"))))[2:4] == [
        "\t=a -&gt; b -> c",
        "\t=&lt;d&gt; -> e",
    ]
    assert "[html]<p" in gift(replace(plain, stem="two  blanks"))
    assert "[html]<p" in gift(replace(plain, stem="one\u00a0 too many"))


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        (ItemKind.GAP, {"key": "a -> b"}),  # would be read as a pair
        (ItemKind.MATCHING, {"pairs": (Pair("a", "b" * 256), Pair("c", "d"))}),  # is longer than Moodle's field
        (ItemKind.NUMERIC, {"number": None}),
    ],
)
def test_what_gift_cannot_hold_is_counted(kind: ItemKind, what: dict[str, object]) -> None:
    item = replace(sample_item(kind, "en"), **what)  # type: ignore[arg-type]
    content, left_out = as_gift(quiz_of(item, sample_item(ItemKind.TRUE_FALSE, "en")), ADDRESS)
    assert left_out == {kind: 1}
    assert content.decode().count("// [id:") == 1


def test_a_category_is_told_where_it_changes() -> None:
    items = [replace(sample_item(kind, "en"), id=kind) for kind in (ItemKind.GAP, ItemKind.TRUE_FALSE)]
    told = gift(*items, sample_item(ItemKind.GAP, "en", 1))
    assert [line for line in told.splitlines() if line.startswith("$")] == [
        "$CATEGORY: $course$/top/Circular shares votes - rights/1",
        "$CATEGORY: $course$/top/Circular shares votes - rights/2",
    ]
