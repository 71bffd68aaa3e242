"""Exports to Word: real footnotes, texts letter for letter, languages marked and side by side; read back by others."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn
from lxml import etree

from assistant.ask.types import Answer, AnswerStatus
from assistant.service import Assistant
from assistant.types import Citation
from corpus.readers.docx import read

QUESTION = "Quels sont les trois objectifs de la stratégie ?"
W = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}


def part(content: bytes, name: str) -> etree._Element:
    """Return a part of a Word file as XML."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return etree.fromstring(archive.read(name))


def said(element: etree._Element) -> str:
    """Return the text of an element."""
    return "".join(element.itertext(qn("w:t")))


def notes(content: bytes) -> dict[int, str]:
    """Return the footnotes by number, the separators left out."""
    found = {int(note.get(qn("w:id"))): said(note) for note in part(content, "word/footnotes.xml")}
    return {number: text for number, text in found.items() if number > 0}


def test_every_call_has_its_footnote_and_every_footnote_its_call(alinea: Assistant) -> None:
    answer = alinea.ask(QUESTION)
    content = alinea.export(answer, "docx")
    body = part(content, "word/document.xml")
    called = [int(call.get(qn("w:id"))) for call in body.iter(qn("w:footnoteReference"))]
    assert called == sorted(notes(content)) == list(range(1, len(answer.citations) + 1))
    printed = "Stratégie et plan d’action pour les ateliers coopératifs de réparation, GB.912/INS/4, paragr.\u00a03."
    assert notes(content)[1].strip() == f"{printed} Adresse officielle"


def test_every_number_of_a_source_in_our_own_sentences_is_a_footnote(alinea: Assistant) -> None:
    answer = alinea.ask(QUESTION)
    first, second = answer.citations[:2]
    words = f"Total : 3 dollars É.-U. [{first.n}] + [{second.n}] = 4 dollars É.-U. [{first.n}]."
    content = alinea.export(replace(answer, answer=words), "docx")
    body = part(content, "word/document.xml").find(qn("w:body"))
    line = body.findall(qn("w:p"))[1]
    assert said(line) == "Total : 3 dollars É.-U. + = 4 dollars É.-U.1"
    assert [int(call.get(qn("w:id"))) for call in line.iter(qn("w:footnoteReference"))] == [1, 2]
    (again,) = line.iter(qn("w:fldSimple"))
    (mark,) = (each for each in line.iter(qn("w:bookmarkStart")) if each.get(qn("w:name")) in again.get(qn("w:instr")))
    assert mark.getnext().find(qn("w:footnoteReference")).get(qn("w:id")) == "1"


def test_a_number_in_brackets_inside_a_quotation_stays(alinea: Assistant) -> None:
    answer = alinea.ask(QUESTION)
    first = replace(answer.citations[0], quote="Voir la note [2] ici")
    quoted = replace(answer, answer="« Voir la note [2] ici » [1]", citations=(first, *answer.citations[1:]))
    line = part(alinea.export(quoted, "docx"), "word/document.xml").find(qn("w:body")).findall(qn("w:p"))[1]
    assert said(line) == "« Voir la note [2] ici »"


def test_the_file_has_all_that_word_asks_of_footnotes(alinea: Assistant) -> None:
    content = alinea.export(alinea.ask(QUESTION), "docx")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        types = etree.fromstring(archive.read("[Content_Types].xml"))
    kinds = {each.get("PartName"): each.get("ContentType") for each in types}
    assert kinds["/word/footnotes.xml"].endswith("wordprocessingml.footnotes+xml")
    related = [each.get("Target") for each in part(content, "word/_rels/document.xml.rels")]
    assert related.count("footnotes.xml") == 1
    separators = part(content, "word/footnotes.xml").xpath("w:footnote[@w:type]", namespaces=W)
    assert [(each.get(qn("w:type")), each.get(qn("w:id"))) for each in separators] == [
        ("separator", "-1"),
        ("continuationSeparator", "0"),
    ]
    settings = [etree.QName(each).localname for each in part(content, "word/settings.xml")]
    assert settings.index("footnotePr") < settings.index("compat") < settings.index("rsids")
    named = part(content, "word/settings.xml").xpath("w:footnotePr/w:footnote/@w:id", namespaces=W)
    assert named == ["-1", "0"]
    for note in part(content, "word/footnotes.xml").xpath("w:footnote[not(@w:type)]", namespaces=W):
        assert len(note.xpath("w:p[1]/w:r[1]/w:footnoteRef", namespaces=W)) == 1
        assert note.xpath("w:p/w:pPr/w:pStyle/@w:val", namespaces=W) == ["FootnoteText"]
    styles = part(content, "word/styles.xml").xpath("w:style/@w:styleId", namespaces=W)
    assert {"FootnoteText", "FootnoteReference", "Hyperlink"} <= set(styles)


def test_quotations_are_read_back_letter_for_letter(alinea: Assistant, tmp_path: Path) -> None:
    answer = alinea.ask(QUESTION)
    content = alinea.export(answer, "docx")
    (tmp_path / "answer.docx").write_bytes(content)
    paragraphs = [paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs]
    ours = read(tmp_path / "answer.docx")
    assert {citation.status for citation in answer.citations} == {"official", "note"}
    for citation in answer.citations:
        marks = ("«\u00a0", "\u00a0»") if citation.status == "official" else ("", "")  # a note is no quotation
        assert citation.quote.join(marks) in paragraphs
        assert citation.quote in ours.pages[0]
    assert ours.title == QUESTION and ours.language == "fr-FR"


def test_the_properties_say_what_it_is_and_name_nobody(alinea: Assistant) -> None:
    found = docx.Document(io.BytesIO(alinea.export(alinea.ask(QUESTION), "docx"))).core_properties
    assert (found.title, found.author, found.last_modified_by, found.comments) == (QUESTION, "", "", "")


def test_every_stretch_of_text_says_its_language(alinea: Assistant) -> None:
    content = alinea.export(alinea.ask(QUESTION), "docx", ["en", "fr"])
    for name in ("word/document.xml", "word/footnotes.xml"):
        for run in part(content, name).iter(qn("w:r")):
            if said(run).strip():
                assert run.xpath("string(w:rPr/w:lang/@w:val)", namespaces=W) in ("en-GB", "fr-FR"), said(run)


def test_two_languages_stand_side_by_side_each_with_its_worth_and_its_reference(alinea: Assistant) -> None:
    cited = alinea.cite("GB.912/INS/4, paragr. 2 et 3 b)")
    content = alinea.export(cited, "docx", ["en", "fr"])
    (table,) = docx.Document(io.BytesIO(content)).tables
    rows = [[cell.text.split("\n", 1) for cell in row.cells] for row in table.rows]
    assert rows[0] == [["English"], ["Français"]]
    assert [len(row) for row in rows] == [2, 2, 2]
    (english, french), (_, second) = rows[1], rows[2]
    assert english[0] == "1. GB.912/INS/4, para. 2 · Unofficial note; the official text prevails"
    assert french[0] == "1. GB.912/INS/4, paragr.\u00a02 · Texte officiel"
    assert english[1] == cited.renditions["en"].text and french[1] == cited.renditions["fr"].text
    assert second[0].startswith("2. GB.912/INS/4, paragr.\u00a03\u00a0b)")
    references = list(notes(content).values())
    assert references[0].strip().startswith("Unofficial note on: ") and "paragr.\u00a02." in references[1]


def test_a_language_that_is_not_loaded_says_so(alinea: Assistant) -> None:
    cited = alinea.cite("bicycle-letter ¶1", language="en")
    (table,) = docx.Document(io.BytesIO(alinea.export(cited, "docx", ["en", "fr"]))).tables
    assert table.rows[1].cells[1].text.strip().endswith("· Non chargé en français.")


def test_a_refusal_is_exported_with_its_words_and_no_footnote(alinea: Assistant) -> None:
    answer = alinea.ask("How many cooperatives are there in Kenya?")
    assert answer.status is AnswerStatus.NOT_IN_DOCUMENTS
    content = alinea.export(answer, "docx")
    assert answer.answer in "\n".join(p.text for p in docx.Document(io.BytesIO(content)).paragraphs)
    assert notes(content) == {}


def test_an_official_address_is_a_link_and_anything_else_is_not(
    alinea: Assistant, own_alinea: Assistant, tmp_path: Path
) -> None:
    (tmp_path / "charter.md").write_text(
        "# Charter of the bakers of Rivebelle\n\n1. Bread is shared.\n", encoding="utf-8"
    )
    sidecar = 'id = "charter"\nlanguage = "en"\nurl = "https://bakers.example/charter?a=1&b=2"\n'
    (tmp_path / "charter.md.toml").write_text(sidecar, encoding="utf-8")
    assert not own_alinea.add([tmp_path / "charter.md"]).errors
    content = own_alinea.export(own_alinea.cite("charter, para. 1"), "docx")
    (tmp_path / "back.docx").write_bytes(content)
    assert "https://bakers.example/charter?a=1&b=2" in read(tmp_path / "back.docx").links
    content = alinea.export(alinea.cite("bicycle-letter ¶1"), "docx")
    assert b"hyperlink" not in etree.tostring(part(content, "word/footnotes.xml"))


def test_hostile_words_stay_words(alinea: Assistant) -> None:
    quote = "<w:t>&amp; \x00\x0b\ud800 {=SUM(A1)} [2] ${x}\nsecond line"
    source = Citation(1, "gb912-ins-4", None, "T", "2", "c", "fr", "official", quote, verified=False)
    answer = Answer("<b>\x1b[31m?", "fr", "extractive", AnswerStatus.ANSWERED, f"{quote} [1]\nno source [7]", (source,))
    paragraphs = docx.Document(io.BytesIO(alinea.export(answer, "docx"))).paragraphs
    assert paragraphs[0].text == "<b>[31m?"
    texts = [paragraph.text for paragraph in paragraphs]
    assert "no source [7]" in texts
    assert "<w:t>&amp;  {=SUM(A1)} [2] ${x}\nsecond line" in texts
    assert any("Non vérifié" in text for text in texts)


def test_libreoffice_prints_text_and_footnotes(alinea: Assistant, tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed")
    answer = alinea.ask(QUESTION)
    (tmp_path / "answer.docx").write_bytes(alinea.export(answer, "docx", ["en", "fr"]))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), "answer.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    pdf = pypdfium2.PdfDocument(tmp_path / "answer.pdf")
    printed = re.sub(r"\s+", " ", " ".join(page.get_textpage().get_text_range() for page in pdf))
    pdf.close()
    for citation in answer.citations:
        assert re.sub(r"\s+", " ", citation.quote) in printed
    assert re.search(
        r"1 Stratégie et plan d’action pour les ateliers coopératifs de réparation, GB\.912/INS/4, paragr\. 3", printed
    )
    assert "English" in printed and "Unofficial note on:" in printed
