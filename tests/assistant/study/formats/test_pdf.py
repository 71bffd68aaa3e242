"""PDF files of papers and hand-outs: made by LibreOffice, tagged, with the words of the Word file."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pypdf
import pypdfium2
import pytest

from assistant.study.errors import PdfNeedsLibreOffice, PdfNotMade
from assistant.study.formats import pdf
from assistant.study.formats.word_handout import handout_file
from assistant.study.formats.word_paper import answer_key, paper
from tests.world.handout import handout, rows
from tests.world.paper import Shelf, quiz

needs_libreoffice = pytest.mark.skipif(
    not pdf.has_libreoffice(), reason="LibreOffice is not installed (apt-get install libreoffice-writer-nogui)"
)


def words(content: bytes) -> str:
    """Return the text of a PDF file, spaces and ends of lines as one space."""
    document = pypdfium2.PdfDocument(content)
    try:
        return " ".join(re.sub(r"\s+", " ", page.get_textpage().get_text_range()) for page in document)
    finally:
        document.close()


@needs_libreoffice
def test_a_paper_has_its_words_its_title_its_language_and_its_tags(tmp_path: Path) -> None:
    made = pdf.as_pdf(paper(quiz("fr", "es")))
    said = words(made)
    for item in quiz("fr", "es").items:
        assert item.stem.replace("\u00a0", " ") in said.replace("\u00a0", " ")
    (tmp_path / "paper.pdf").write_bytes(made)
    opened = pypdf.PdfReader(tmp_path / "paper.pdf")
    root = opened.root_object
    assert (str(root["/Lang"]), str(root["/MarkInfo"])) == ("fr-FR", "{'/Marked': True}")
    assert str(root["/ViewerPreferences"]) == "{'/DisplayDocTitle': True}"
    assert opened.metadata and opened.metadata.title == "Les bacs : ce que dit le plan"


@needs_libreoffice
def test_questions_have_the_numbers_that_the_key_gives_them() -> None:
    for made in (pdf.as_pdf(paper(quiz("en"))), pdf.as_pdf(answer_key(quiz("en"), Shelf()))):
        numbers = [re.search(rf"(\d+)\. {re.escape(each.stem)}", words(made)) for each in quiz("en").items]
        assert [found and int(found[1]) for found in numbers] == list(range(1, 9))


@needs_libreoffice
def test_a_hand_out_has_its_texts() -> None:
    said = words(pdf.as_pdf(handout_file(handout("en"))))
    assert all(row.texts["en"].text in said for row in rows(("en",)))


def test_without_libreoffice_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert not pdf.has_libreoffice()
    with pytest.raises(PdfNeedsLibreOffice, match="apt-get install libreoffice-writer-nogui"):
        pdf.as_pdf(b"")


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Give what puts a program of one's own in the place of LibreOffice."""

    def put(script: str) -> None:
        """Put it."""
        path = tmp_path / "soffice"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o700)
        monkeypatch.setattr(shutil, "which", lambda name: str(path))

    return put


def test_a_program_that_gives_no_file_is_told_with_what_it_says(program: Callable[[str], None]) -> None:
    program("echo no such filter >&2; exit 1")
    with pytest.raises(PdfNotMade, match="no such filter"):
        pdf.as_pdf(b"PK")


def test_a_program_that_takes_too_long_is_ended_with_what_it_started(
    program: Callable[[str], None], tmp_path: Path
) -> None:
    program(f"(sleep 0.5; touch {tmp_path}/late) & wait")
    with pytest.raises(PdfNotMade, match="more than 0 seconds"):
        pdf.as_pdf(b"PK", seconds=0.2)
    time.sleep(0.6)
    assert not (tmp_path / "late").exists()
