"""Hand-outs and glossary sheets in Word: texts letter for letter beside each other, with codes and addresses."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn

from assistant.study.formats.word_glossary import glossary_sheet
from assistant.study.formats.word_handout import Link, handout_file
from corpus.types import Language
from tests.world.handout import ADDRESS, handout, rows, terms

TAGS = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES"}


def tables(content: bytes) -> list[list[list[str]]]:
    """Return the tables of a file, row by row."""
    found = docx.Document(io.BytesIO(content)).tables
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in found]


def addresses(content: bytes) -> set[str]:
    """Return what the links of a file lead to."""
    related = docx.Document(io.BytesIO(content)).part.rels.values()
    return {each.target_ref for each in related if each.is_external}


@pytest.mark.parametrize("languages", [("en",), ("fr", "en"), ("es", "fr", "en")])
@pytest.mark.parametrize("large_print", [False, True])
def test_each_paragraph_has_a_row_with_its_text_in_each_language(languages: tuple[str, ...], large_print: bool) -> None:
    first, *_ = tables(handout_file(handout(*languages), link=Link.NONE, large_print=large_print))
    assert len(first[0]) == 1 + len(languages)
    assert not first[1][0] and first[1][1]  # the heading above them
    for written, row in zip(first[2:], rows(languages), strict=True):
        assert written[0] == row.label
        for cell, code in zip(written[1:], languages, strict=True):
            assert cell.split("\n")[0] == row.texts[code].text if code in row.texts else cell.startswith(("No", "Non"))


def test_a_text_that_is_no_official_one_says_so() -> None:
    first, *_ = tables(handout_file(handout("es", "en"), link=Link.NONE))
    assert first[2][1].endswith("\nTraducción automática; el texto oficial prevalece")
    assert "\n" not in first[2][2]


def test_each_paragraph_has_a_code_that_says_in_words_where_it_leads() -> None:
    content = handout_file(handout("fr", "en"))
    drawn = [each.get("descr") for each in docx.Document(io.BytesIO(content)).element.body.iter(qn("wp:docPr"))]
    assert drawn[2] == f"Code QR de {ADDRESS}/#/p/ferry-plan/4%28b%29?lang=fr"
    assert len(drawn) == 4
    assert {each.removeprefix("Code QR de ") for each in drawn} == addresses(content)


def test_each_paragraph_has_its_address_where_that_is_asked_for() -> None:
    content = handout_file(handout("fr", "en"), link=Link.ADDRESS)
    written = [row[0] for row in tables(content)[0]]
    assert f"{ADDRESS}/#/p/ferry-plan/4%28b%29?lang=fr" in written
    assert not list(docx.Document(io.BytesIO(content)).element.body.iter(qn("wp:docPr")))


def test_nothing_leads_to_a_web_app_without_an_address() -> None:
    content = handout_file(handout("fr", "en", address=""))
    assert not addresses(content)
    assert not docx.Document(io.BytesIO(content)).inline_shapes


def test_key_figures_and_terms_follow() -> None:
    _, figures, glossary = tables(handout_file(handout("fr", "en", "es")))
    assert figures[1:] == [["312", "FP.7/1, 2"], ["18", "FP.7/1, 4(b)"]]
    assert glossary[1] == ["bac coopératif", "cooperative ferry (CF)", "transbordador cooperativo*", glossary[1][3]]
    assert "FP.7/1, para. 1" in glossary[1][3] and glossary[2] == ["maison du quai", "house of the quay", "", ""]


@pytest.mark.parametrize("large_print", [False, True])
def test_a_glossary_sheet_has_a_column_a_language(large_print: bool) -> None:
    content = glossary_sheet("Les mots du quai", terms(), ("fr", "en"), large_print=large_print)
    ((head, *_),) = tables(content)
    assert head == ["Français", "English", "Où il est défini"]
    written = docx.Document(io.BytesIO(content))
    assert written.styles["Normal"].font.size.pt == (18 if large_print else 11)
    assert not [each.text for each in written.paragraphs if each.text.startswith("*")]  # both were read in texts


def test_every_stretch_of_text_says_its_language() -> None:
    body = docx.Document(io.BytesIO(handout_file(handout("es", "fr", "en")))).element.body
    found: dict[str, str] = {}
    for run in body.iter(qn("w:r")):
        if said := "".join(run.itertext(qn("w:t"))).strip():
            (language,) = run.iter(qn("w:lang"))
            found[said] = language.get(qn("w:val"))
    for row in rows(tuple(Language)):
        for code, text in row.texts.items():
            assert found[text.text] == TAGS[code]


def test_the_heads_of_tables_stand_on_each_page() -> None:
    found = docx.Document(io.BytesIO(handout_file(handout("en", "fr")))).tables
    assert all(table.rows[0]._tr.xpath("w:trPr/w:tblHeader") for table in found)


def test_what_versions_do_not_agree_on_and_what_is_missing_is_said() -> None:
    made = handout("fr", "en")
    part = replace(made.parts[0], languages=("fr",), missing=("en",))
    written = docx.Document(io.BytesIO(handout_file(replace(made, parts=(part,)))))
    assert "Non chargé en anglais." in [each.text for each in written.paragraphs]
    assert len(written.tables[0].columns) == 2
