"""Formats beside PDF, Word and web pages: Akoma Ntoso, EPUB, what LibreOffice opens, and scans."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pypdfium2 as pdfium
import pytest

from corpus.errors import MissingProgram, ScannedDocument, UnreadableFile
from corpus.outline.cleaning import clean
from corpus.outline.outline import read_outline
from corpus.readers import read
from corpus.types import RawDocument
from tests.corpus.test_readers import write_pdf

ACT = """<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act><meta><identification source="#a">
<FRBRExpression><FRBRlanguage language="eng"/></FRBRExpression></identification></meta>
<preface><longTitle><p>An Act about <docTitle>Ovens Act, 2031</docTitle></p></longTitle></preface>
<preamble><recitals><recital eId="rec_1"><num>(1)</num><p>Whereas bread is scarce,</p></recital>
<recital eId="rec_2"><num>(2)</num><p>Whereas ovens are cold,</p></recital></recitals></preamble>
<body><chapter eId="chp_1"><num>Chapter 1</num><heading>Of ovens</heading>
<article eId="art_1"><num>Article 1</num><heading>Purpose</heading>
<paragraph eId="art_1__para_1"><num>1.</num><content><p>Ovens are lit by their
owners.<authorialNote marker="1"><p>A note.</p></authorialNote></p></content></paragraph>
<paragraph eId="art_1__para_2"><num>2.</num><list><intro><p>They bake:</p></intro>
<point><num>(a)</num><content><p>bread;</p></content></point>
<point><num>(b)</num><content><p>cake.</p></content></point></list></paragraph></article>
<article eId="art_2"><num>Article 2</num><content><p>Article 7 reads <quotedText>Ovens rest</quotedText> from now
on.</p></content></article></chapter></body></act></akomaNtoso>"""


def places(path: Path) -> dict[str, str]:
    """Return what stands at each locator of a file."""
    return texts(read(path))


def texts(document: RawDocument) -> dict[str, str]:
    """Return what stands at each locator of a document."""
    return {each.locator: each.text for each in read_outline(clean(document).lines).renditions}


def test_akoma_ntoso_with_its_own_numbers_and_titles(tmp_path: Path) -> None:
    path = tmp_path / "act.xml"
    path.write_text(ACT, encoding="utf-8")
    document = read(path)
    outline = read_outline(clean(document).lines)
    found = {each.locator: each.text for each in outline.renditions}
    assert (document.title, document.language) == ("Ovens Act, 2031", "en")
    assert found["recital 2"] == "Whereas ovens are cold,"
    assert found["1(1)"] == "Ovens are lit by their owners."  # its note is no part of it
    assert (found["1(2)"], found["1(2)(b)"]) == ("They bake:", "cake.")
    assert found["2"] == "Article 7 reads “Ovens rest” from now on."
    heading = next(each.heading for each in outline.renditions if each.locator == "1(1)")
    assert heading == ("Chapter 1 Of ovens", "Purpose")


@pytest.mark.parametrize(
    ("xml", "reason"), [("<feed><entry/></feed>", "not Akoma Ntoso"), ("<akomaNtoso><act>", "well-formed")]
)
def test_other_xml_is_refused_with_its_reason(tmp_path: Path, xml: str, reason: str) -> None:
    path = tmp_path / "other.xml"
    path.write_text(xml, encoding="utf-8")
    with pytest.raises(UnreadableFile, match=reason):
        read(path)


def test_a_book_is_read_in_the_order_of_its_spine(tmp_path: Path) -> None:
    path = tmp_path / "book.epub"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr(
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
        )
        book.writestr(
            "OEBPS/book.opf",
            '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
            "<dc:title>Le livre du four</dc:title><dc:language>fr</dc:language></metadata><manifest>"
            '<item id="b" href="b.xhtml"/><item id="a" href="a%20.xhtml"/></manifest>'
            '<spine><itemref idref="a"/><itemref idref="b"/></spine></package>',
        )
        book.writestr("OEBPS/b.xhtml", "<html><body><p>2. Le four repose la nuit.</p></body></html>")
        book.writestr("OEBPS/a .xhtml", "<html><body><p>1. Le four est à tous.</p></body></html>")
    document = read(path)
    assert (document.title, document.language) == ("Le livre du four", "fr")
    assert places(path) == {"1": "Le four est à tous.", "2": "Le four repose la nuit."}


def test_without_libreoffice_it_is_said_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "old.odt"
    path.write_bytes(b"PK\x03\x04 and so on")
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(MissingProgram, match="LibreOffice"):
        read(path)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice (apt-get install libreoffice-writer)")
@pytest.mark.parametrize("suffix", ["odt", "rtf", "doc"])
def test_what_libreoffice_opens_is_numbered(tmp_path: Path, suffix: str) -> None:
    document = docx.Document()
    for text in ("1. Ovens are lit.", "2. Ovens rest."):
        document.add_paragraph(text)
    document.save(str(tmp_path / "a.docx"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", suffix, "--outdir", str(tmp_path), "a.docx"]
    subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, timeout=120)
    assert places(tmp_path / f"a.{suffix}") == {"1": "Ovens are lit.", "2": "Ovens rest."}
    assert read(tmp_path / f"a.{suffix}").format == suffix


def scan(tmp_path: Path) -> Path:
    """Write a PDF whose one page is a picture of text."""
    lines = [
        "1. The ovens of the valley are lit by their owners.",
        "2. They rest at night, and bake in the morning.",
    ]
    drawn = write_pdf(tmp_path / "drawn.pdf", [[(60, 700 - 40 * n, line) for n, line in enumerate(lines)]])
    page = pdfium.PdfDocument(drawn)[0]
    path = tmp_path / "scan.pdf"
    page.render(scale=3).to_pil().convert("RGB").save(path, "PDF", resolution=216)
    return path


def test_without_tesseract_a_scan_is_refused_with_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(ScannedDocument, match="Tesseract"):
        read(scan(tmp_path))


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="no Tesseract (apt-get install tesseract-ocr)")
def test_a_scan_is_recognised_and_told_to_be(tmp_path: Path) -> None:
    document = read(scan(tmp_path))
    assert texts(document) == {
        "1": "The ovens of the valley are lit by their owners.",
        "2": "They rest at night, and bake in the morning.",
    }
    assert document.noticed["recognised"] == "1"
    assert document.language == "en"
