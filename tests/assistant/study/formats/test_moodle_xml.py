"""Moodle XML: escaped once, named as Moodle names things, in two languages where the item is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from assistant.study.formats.moodle_xml import as_moodle_xml
from assistant.study.types import Item, ItemKind, Pair
from tests.study_sample import ADDRESS, quiz_of, sample_item, sample_quiz


def questions(*items: Item) -> list[etree._Element]:
    content, left_out = as_moodle_xml(quiz_of(*items), ADDRESS)
    assert not left_out
    return list(etree.fromstring(content).iterfind("question"))


def question(item: Item) -> etree._Element:
    return questions(item)[1]


def told(element: etree._Element, path: str) -> str:
    return str(element.findtext(path))


def test_the_category_comes_first() -> None:
    first, second = questions(sample_item(ItemKind.GAP, "fr"))
    assert first.get("type") == "category"
    assert told(first, "category/text") == "$course$/top/Circular shares votes - rights/1"
    assert second.get("type") == "shortanswer"


def test_a_text_is_escaped_once_and_accents_are_letters() -> None:
    item = replace(sample_item(ItemKind.MULTIPLE_CHOICE, "fr"), stem='L\'écart : <5 % & "plus"', label="")
    content, _ = as_moodle_xml(quiz_of(item), ADDRESS)
    assert b"&apos;" not in content
    assert '<![CDATA[<p lang="fr">L\'écart : &lt;5 % &amp; "plus"</p>]]>'.encode() in content


def test_the_feedback_has_the_words_of_the_paragraph_its_reference_and_its_address() -> None:
    item = replace(sample_item(ItemKind.TRUE_FALSE, "es"), feedback="Así es.")
    assert told(question(item), "generalfeedback/text") == (
        '<p lang="es">Así es.</p><blockquote lang="es">La parte {redondeada} es 1/12: cuesta 50 francos ~ el precio de '
        'un día; véase #3 &amp; \\theta = 0.</blockquote><p lang="es">'
        '<a href="https://example.org/alinea/#/p/circular-7/1(c)?lang=es&amp;v=1">Fuente: C.7/A/2, párr. 1, c)</a></p>'
    )


def test_an_id_and_tags_stay_with_a_question() -> None:
    read = question(sample_item(ItemKind.GAP, "fr"))
    assert told(read, "idnumber") == "gap-fr-0"
    assert [each.text for each in read.iterfind("tags/tag/text")] == ["shares", "level:1", "circular-7::1(c)"]


@pytest.mark.parametrize("kind", list(ItemKind))
def test_only_shares_that_moodle_knows_are_given(kind: ItemKind) -> None:
    shares = [each.get("fraction") for each in question(sample_item(kind, "en")).iterfind("answer")]
    assert {*shares} <= {"100", "0"}
    assert shares.count("100") == len(shares) if kind in (ItemKind.GAP, ItemKind.WHICH_PARAGRAPH) else 1


def test_a_bilingual_text_is_two_spans_within_its_paragraph() -> None:
    item = sample_item(ItemKind.MULTIPLE_CHOICE, "fr", beside=sample_item(ItemKind.MULTIPLE_CHOICE, "en"))
    read = question(item)
    assert told(read, "questiontext/text") == (
        '<p><span lang="fr" class="multilang">Laquelle = la bonne\u00a0?</span> '
        '<span lang="en" class="multilang">Which one = right?</span></p>'
    )
    assert told(read, "answer[4]/text") == "a -&gt; b"  # the same in both
    for text in read.iter("text"):
        assert (text.text or "").count("<span") == (text.text or "").count("</span>")


def test_a_quotation_in_another_language_is_marked_within_its_span() -> None:
    french = sample_item(ItemKind.TRUE_FALSE, "fr")
    spanish = replace(sample_item(ItemKind.TRUE_FALSE, "es"), evidence=sample_item(ItemKind.GAP, "en").evidence)
    assert '<span lang="es" class="multilang"><em lang="en">The share' in told(
        question(replace(french, beside=spanish)), "generalfeedback/text"
    )


def test_the_right_side_of_a_pair_is_text_that_moodle_strips_no_tags_from() -> None:
    item = replace(sample_item(ItemKind.MATCHING, "en"), pairs=(Pair("a", "<5 % & more\nthan"), Pair("b", "c")))
    assert told(question(item), "subquestion/answer/text") == "&lt;5 % &amp; more than"


def test_right_sides_too_long_for_two_languages_stand_in_the_first() -> None:
    french, english = (replace(sample_item(ItemKind.MATCHING, code), pairs=(Pair("a", code * 60), Pair("b", "c")))
                       for code in ("fr", "en"))  # fmt: skip
    assert told(question(replace(french, beside=english)), "subquestion/answer/text") == "fr" * 60


def test_pairs_that_moodle_has_no_room_for_are_counted() -> None:
    item = replace(sample_item(ItemKind.MATCHING, "fr"), pairs=(Pair("a", "b" * 256), Pair("c", "d")))
    content, left_out = as_moodle_xml(quiz_of(item, sample_item(ItemKind.GAP, "fr")), ADDRESS)
    assert left_out == {"matching": 1}
    assert content.count(b"<idnumber>") == 1


def test_every_question_has_a_name_without_commas_and_slashes() -> None:
    names = [told(each, "name/text") for each in questions(*sample_quiz().items) if each.get("type") != "category"]
    assert len({*names}) == len(names) == 80
    assert not any(sign in name for name in names for sign in ",/<>&:")
