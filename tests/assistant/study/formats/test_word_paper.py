"""A paper and its key in Word: no key in the paper, texts letter for letter, languages marked, footnotes real."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from assistant.study.formats.word_paper import answer_key, paper
from assistant.study.formats.word_question import languages_of, shuffled
from assistant.study.types import Item, ItemKind, Quiz
from corpus.readers.docx import read
from tests.world.paper import Shelf, quiz

TAGS = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES"}
QUIZZES = [quiz("en"), quiz("fr"), quiz("es"), quiz("en", "fr"), quiz("fr", "es")]
W = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}


def key(asked: Quiz, *, large_print: bool = False) -> bytes:
    return answer_key(asked, Shelf(), address="https://alinea.example/", large_print=large_print)


def parts(content: bytes) -> dict[str, str]:
    """Return every part of a file, its text put together where it is XML."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        found = {name: archive.read(name) for name in archive.namelist()}
    return {
        name: "".join(etree.fromstring(data).itertext()) + data.decode() if name.endswith((".xml", ".rels")) else ""
        for name, data in found.items()
    }


def part(content: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return etree.fromstring(archive.read(name))


def lines(content: bytes) -> list[str]:
    """Return the paragraphs of a file, those of tables among them."""
    body = docx.Document(io.BytesIO(content)).element.body
    return ["".join(each.itertext(qn("w:t"))) for each in body.iter(qn("w:p"))]


def both(item: Item) -> tuple[Item, ...]:
    return (item, item.beside) if item.beside else (item,)


def without(asked: Quiz, *kinds: ItemKind) -> Quiz:
    return replace(asked, items=tuple(each for each in asked.items if each.kind not in kinds))


# The paper ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("asked", QUIZZES, ids=lambda each: "-".join(languages_of(each)))
@pytest.mark.parametrize("large_print", [False, True])
def test_the_paper_has_every_question_letter_for_letter(asked: Quiz, large_print: bool) -> None:
    written = lines(paper(asked, large_print=large_print))
    for item in asked.items:
        for each in both(item):
            sides = [side for pair in each.pairs for side in (pair.left, pair.right)]
            for text in filter(None, (each.stem, each.passage, each.label, *each.options, *sides)):
                assert text in written


@pytest.mark.parametrize("large_print", [False, True])
@pytest.mark.parametrize("asked", QUIZZES, ids=lambda each: "-".join(languages_of(each)))
def test_no_part_of_the_paper_holds_a_key(asked: Quiz, large_print: bool) -> None:
    marked = tuple(
        replace(
            each,
            key=f"KEY{number}" if each.kind not in (ItemKind.MULTIPLE_CHOICE, ItemKind.ALTERED_FIGURE) else each.key,
            accepted=(f"ALSO{number}",),
            number=987654.25,
            feedback=f"SAID{number}",
            evidence=tuple(
                replace(
                    one, quote=f"QUOTE{number}", citation=f"PLACE{number}", locator=f"AT{number}", link=f"LINK{number}"
                )
                for one in each.evidence
            ),
            beside=each.beside and replace(each.beside, key=f"KEY{number}", feedback=f"SAID{number}"),
        )
        for number, each in enumerate(asked.items)
    )
    for name, text in parts(paper(replace(asked, items=marked), large_print=large_print)).items():
        assert not re.search(r"(?:KEY|ALSO|SAID|QUOTE|PLACE|AT|LINK)\d|987654", text), name
        assert "w:vanish" not in text and "footnote" not in name


def test_the_paper_does_not_depend_on_which_option_is_right() -> None:
    asked = without(quiz("en"), ItemKind.MATCHING)
    others = tuple(replace(each, key=each.options[-1] if each.options else "other") for each in asked.items)
    assert lines(paper(asked)) == lines(paper(replace(asked, items=others)))


def test_the_right_sides_of_a_matching_question_stand_in_another_order_that_depends_on_its_id() -> None:
    matching = next(each for each in quiz("en").items if each.kind is ItemKind.MATCHING)
    orders = {shuffled(replace(matching, id=f"item-{number}")) for number in range(40)}
    assert len(orders) > 10
    assert all(sorted(order) == [0, 1, 2, 3] != list(order) for order in orders)
    (table,) = docx.Document(io.BytesIO(paper(quiz("en")))).tables
    rights = [row.cells[2].text for row in table.rows[1:]]
    assert rights == [matching.pairs[number].right for number in shuffled(matching)]
    assert all(not row.cells[1].text for row in table.rows[1:])


@pytest.mark.parametrize("asked", [quiz("en"), quiz("en", "fr")], ids=["one language", "two"])
@pytest.mark.parametrize("make", [paper, key])
def test_questions_are_numbered_without_a_gap_and_choices_begin_anew(
    asked: Quiz, make: Callable[[Quiz], bytes], tmp_path: Path
) -> None:
    (tmp_path / "paper.docx").write_bytes(make(asked))
    text = "\n".join(read(tmp_path / "paper.docx").pages)
    stems = [re.escape(each.stem) for each in asked.items]
    assert [re.findall(rf"^(?:## )?(\d+)\. {stem}$", text, re.M) for stem in stems] == [[str(n)] for n in range(1, 9)]
    if make is paper:
        for option, letter in zip(asked.items[0].options, "ABCD", strict=True):
            assert re.search(rf"{letter}\.\s+{re.escape(option)}", text)


def test_two_languages_stand_side_by_side_and_in_large_print_one_under_the_other() -> None:
    first = quiz("en", "fr").items[0]
    assert first.beside
    table, *_ = docx.Document(io.BytesIO(paper(quiz("en", "fr")))).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows == [
        [first.passage, first.beside.passage],
        *map(list, zip(first.options, first.beside.options, strict=True)),
    ]
    large = docx.Document(io.BytesIO(paper(quiz("en", "fr"), large_print=True)))
    assert len(large.tables) == 1  # that of the matching question
    assert large.styles["Normal"].font.size.pt == 18


# The key -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("asked", QUIZZES, ids=lambda each: "-".join(languages_of(each)))
def test_the_key_has_each_answer_and_each_quotation_in_the_marks_of_its_language(asked: Quiz) -> None:
    marks = {"en": "“{}”", "fr": "«\u00a0{}\u00a0»", "es": "«{}»"}
    written = lines(key(asked))
    for item in asked.items:
        for each in both(item):
            for one in each.evidence:
                is_note = one.status == "note"
                assert (one.quote if is_note else marks[one.language].format(one.quote)) in written
    multiple, *_ = asked.items
    assert any(f"B. {multiple.key}" in line for line in written)


def test_the_key_says_what_else_is_right_and_what_the_text_is_worth() -> None:
    written = lines(key(quiz("fr")))
    assert "Accepté\u00a0: de 309,5 à 314,5" in written
    assert "Aussi accepté\u00a0: registre (n.)" in written
    assert "Modifié à la main\u00a0; la réponse a été vérifiée de nouveau." in written
    assert "Note non officielle\u00a0; le texte officiel fait foi" in written


def test_the_letters_of_a_matching_question_are_those_of_the_paper() -> None:
    table = docx.Document(io.BytesIO(key(quiz("en")))).tables[1]
    letters = {
        right: letter for letter, right in zip("ABCD", (row.cells[2].text for row in table.rows[1:]), strict=True)
    }
    matching = next(each for each in quiz("en").items if each.kind is ItemKind.MATCHING)
    given = {row.cells[0].text: row.cells[1].text for row in table.rows[1:]}
    assert given == {pair.left: letters[pair.right] for pair in matching.pairs}


def test_every_reference_is_a_real_footnote_with_its_addresses() -> None:
    content = key(quiz("en"))
    notes = [each for each in part(content, "word/footnotes.xml") if int(each.get(qn("w:id"))) > 0]
    called = [int(each.get(qn("w:id"))) for each in part(content, "word/document.xml").iter(qn("w:footnoteReference"))]
    assert called == [int(each.get(qn("w:id"))) for each in notes] == list(range(1, 9))
    assert "".join(notes[0].itertext(qn("w:t"))).strip() == (
        "Plan for the cooperative ferries, FP.7/1, para. 2. Official address Open in Alinéa"
    )
    targets = {each.get("Target") for each in part(content, "word/_rels/footnotes.xml.rels")}
    assert {"https://ferries.example/plan", "https://alinea.example/#/p/ferry-plan/2?lang=en"} <= targets


def test_a_text_that_has_gone_since_is_cited_as_the_item_has_it() -> None:
    content = answer_key(quiz("fr"), Shelf(documents=()))
    notes = part(content, "word/footnotes.xml")
    assert "".join(notes[2].itertext(qn("w:t"))).strip() == "Plan pour les bacs coopératifs, FP.7/1, 2."


def test_a_draft_is_called_one() -> None:
    asked = quiz("en")
    drafts = tuple(
        replace(each, evidence=tuple(replace(one, draft="Draft decision") for one in each.evidence))
        for each in asked.items
    )
    assert any("Draft decision: this is a draft" in line for line in lines(key(replace(asked, items=drafts))))


# Both --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [paper, key])
@pytest.mark.parametrize("asked", QUIZZES, ids=lambda each: "-".join(languages_of(each)))
def test_every_stretch_of_text_says_its_language(asked: Quiz, make: Callable[[Quiz], bytes]) -> None:
    content = make(asked)
    tags = {TAGS[code] for code in languages_of(asked)}
    names = ["word/document.xml", "word/footer1.xml"] + (["word/footnotes.xml"] if make is key else [])
    for name in names:
        for run in part(content, name).iter(qn("w:r")):
            if "".join(run.itertext(qn("w:t"))).strip():
                assert run.xpath("string(w:rPr/w:lang/@w:val)", namespaces=W) in tags
    for item in asked.items:
        for each in both(item):
            marked = part(content, "word/document.xml").xpath(
                f"//w:r[w:rPr/w:lang/@w:val='{TAGS[each.language]}']", namespaces=W
            )
            assert any("".join(run.itertext(qn("w:t"))) == each.stem for run in marked)


@pytest.mark.parametrize("make", [paper, key])
def test_headings_lists_and_quotations_have_the_styles_that_word_knows(make: Callable[[Quiz], bytes]) -> None:
    written = docx.Document(io.BytesIO(make(quiz("es"))))
    styles = [each.style.name for each in written.paragraphs if each.style]
    assert styles[0] == "Title" and styles.count("Heading 2") == 8 and "Quote" in styles
    if make is paper:
        assert styles.count("List Number") == 6


@pytest.mark.parametrize("make", [paper, key])
def test_the_properties_give_the_title_and_the_language_and_name_nobody(make: Callable[[Quiz], bytes]) -> None:
    found = docx.Document(io.BytesIO(make(quiz("fr")))).core_properties
    assert found.title.startswith("Les bacs") and found.language == "fr-FR"
    assert (found.author, found.last_modified_by, found.comments, found.keywords) == ("", "", "", "")


@pytest.mark.parametrize("make", [paper, key])
def test_signs_that_no_xml_file_can_hold_are_left_out(make: Callable[[Quiz], bytes]) -> None:
    asked = quiz("en")
    broken = tuple(replace(each, stem=f"\x0b\x00{each.stem}\ufffe <w:t>&") for each in asked.items)
    written = lines(make(replace(asked, title="A\x00 title", items=broken)))
    assert written[0].startswith("A title")
    assert all(f"{each.stem} <w:t>&" in written for each in asked.items)


def test_a_paper_without_questions_can_be_written() -> None:
    for make in (paper, key):
        assert lines(make(replace(quiz("en"), items=())))
