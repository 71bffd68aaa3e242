"""Footnotes in PDF files: their calls leave the text, and the notes stand after it; headers of a chapter go too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pypdf
import pypdfium2 as pdfium
import pytest
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, StreamObject

from corpus.outline.cleaning import clean
from corpus.outline.outline import read_outline
from corpus.readers.pdf import read
from tests.corpus.test_readers import write_objects

Typeset = tuple[int, float, str]
"""A line at y, in points from the foot of the page, the size of its letters, and its words: `lit^3^` raises the 3."""

_SMALL, _RAISED = 0.6, 0.35  # of the size of the letters beside a raised figure


def write_pdf(path: Path, pages: Sequence[Iterable[Typeset]]) -> Path:
    """Write a PDF in Helvetica with raised figures."""
    objects = [b"", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]
    kids = []
    for page in pages:
        content = b"\n".join(b"BT 1 0 0 1 70 %d Tm %s ET" % (y, typeset(words, size)) for y, size, words in page)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    return write_objects(path, objects)


def typeset(words: str, size: float) -> bytes:
    """Return the drawing of a line; what stands between two circumflexes is small and raised."""
    drawn = []
    for number, piece in enumerate(words.split("^")):
        letters = piece.replace("(", "\\(").replace(")", "\\)").encode("cp1252")
        raised = number % 2
        height, rise = (_SMALL * size, _RAISED * size) if raised else (size, 0.0)
        drawn.append(b"/F1 %.2f Tf %.2f Ts (%s) Tj" % (height, rise, letters))
    return b" ".join(drawn)


def lines(folder: Path, *pages: Iterable[Typeset]) -> list[str]:
    """Return the lines that the reader finds in a file."""
    found = read(write_pdf(folder / "a.pdf", pages)).pages
    return [line for page in found for line in page.split("\n") if line]


def texts(folder: Path, *pages: Iterable[Typeset]) -> dict[str, str]:
    """Return the words of each paragraph of a file."""
    renditions = read_outline(clean(read(write_pdf(folder / "a.pdf", pages))).lines).renditions
    return {rendition.locator: rendition.text for rendition in renditions}


# Calls


@pytest.mark.parametrize(
    ("drawn", "kept"),
    [
        ("The ovens^3^ of the valley are lit.", "The ovens of the valley are lit."),
        ("The ovens of the valley are lit.^3^", "The ovens of the valley are lit."),
        ("The ovens, lit in 2029^12^ again, smoke.", "The ovens, lit in 2029 again, smoke."),
        ("The 37^1^ ovens of the valley smoke.", "The 37 ovens of the valley smoke."),
        ("The ovens^3^, the mills^4^ and the ponds^5^.", "The ovens, the mills and the ponds."),
        ("The ovens^3,4^ of the valley are lit.", "The ovens of the valley are lit."),
        ("An oven of 30 m^2^ on 5 km^2^ of land.", "An oven of 30 m2 on 5 km2 of land."),
        ("An oven of 10² tiles on 30 m² of land.", "An oven of 10² tiles on 30 m² of land."),
        ("The 1^er^ of the month is a Monday.", "The 1er of the month is a Monday."),
        ("The ovens were lit in 2029 and in 2031.", "The ovens were lit in 2029 and in 2031."),
    ],
)
def test_raised_figures_that_call_notes_are_dropped(tmp_path: Path, drawn: str, kept: str) -> None:
    assert lines(tmp_path, [(700, 10, drawn)]) == [kept]


def test_a_line_that_pdfium_cuts_after_a_raised_figure_is_one_line(tmp_path: Path) -> None:
    page = [(700, 10.0, "The ovens^3^ of the valley are lit by the"), (688, 10.0, "baker of the village.")]
    path = write_pdf(tmp_path / "a.pdf", [page])
    document = pdfium.PdfDocument(path)
    cut = document[0].get_textpage().get_text_range().split("\r\n")
    document.close()
    assert len(cut) == 3, "PDFium no longer cuts the line: this test shows nothing"
    assert lines(tmp_path, page) == ["The ovens of the valley are lit by the", "baker of the village."]


def test_a_call_before_the_end_of_a_line_does_not_part_the_paragraph(tmp_path: Path) -> None:
    page = [
        (700, 10.0, "1. The ovens of the valley are lit by the baker^3^"),
        (688, 10.0, "of the village^4^ on Mondays."),
        (664, 10.0, "2. The mill turns at night."),
    ]
    assert texts(tmp_path, page) == {
        "1": "The ovens of the valley are lit by the baker of the village on Mondays.",
        "2": "The mill turns at night.",
    }


# Notes at the foot of the page


FIRST = [
    (700, 10.0, "1. The ovens of the valley were lit by the baker^1^ in the morning, and"),
    (688, 10.0, "they were swept by the miller^2^ at night."),
    (664, 10.0, "2. The mill of the valley turns at night, and nobody else may have the key to"),
]
SECOND = [
    (700, 10.0, "its door, which is green."),
    (676, 10.0, "3. The pond of the valley is deep and cold, and nobody may swim in it."),
]
NOTES = ["The baker is named in the register.", "The miller is named there too."]


@pytest.mark.parametrize("number", ["^{}^ ", "{} ", "{}. "])
def test_notes_in_small_letters_are_no_paragraphs_and_come_after_the_text(tmp_path: Path, number: str) -> None:
    notes = [(120 - 10 * n, 8.0, number.format(n) + words) for n, words in enumerate(NOTES, 1)]
    found = texts(tmp_path, [*FIRST, *notes], SECOND)
    assert list(found) == ["1", "2", "3", "¶1", "¶2"]
    assert found["1"].endswith("lit by the baker in the morning, and they were swept by the miller at night.")
    assert found["2"].endswith("may have the key to its door, which is green.")
    assert [found[f"¶{n}"].lstrip("12. ") for n in (1, 2)] == NOTES


def test_the_reader_tells_which_lines_are_notes(tmp_path: Path) -> None:
    notes = [
        (120, 8.0, "^1^ The baker is named in the register, as is the father of the baker, and the"),
        (110, 8.0, "mother of the baker."),
        (100, 8.0, "^2^ The miller is named there too."),
    ]
    document = read(write_pdf(tmp_path / "a.pdf", [[*FIRST, *notes], SECOND]))
    everything = "\n".join(document.pages).split("\n")
    assert [everything[number] for number in document.notes] == [words.replace("^", "") for _, _, words in notes]


def test_small_letters_that_nothing_calls_are_no_notes(tmp_path: Path) -> None:
    small = [(120, 8.0, "1 The baker is named in the register."), (110, 8.0, "2 The miller is named there too.")]
    uncalled = [(y, size, words.replace("^1^", "").replace("^2^", "")) for y, size, words in FIRST]
    assert not read(write_pdf(tmp_path / "a.pdf", [[*uncalled, *small], SECOND])).notes


def test_numbered_paragraphs_in_letters_of_the_usual_size_are_no_notes(tmp_path: Path) -> None:
    found = texts(
        tmp_path,
        [
            *((700, 10.0, "1. The ovens of the valley were lit by the baker^2^ in the morning."),),
            *((676, 10.0, "2. The mill of the valley turns at night, and nobody has the key to it."),),
            *((652, 10.0, "3. The pond of the valley is deep and cold, and nobody may swim in it."),),
            *((120, 8.0, "^2^ The baker is named in the register."),),
        ],
    )
    assert list(found) == ["1", "2", "3", "¶1"]
    assert found["¶1"] == "2 The baker is named in the register."


# Headers


@pytest.mark.parametrize("title", ["The boats of the harbour", "The boats of the harbour {page}"])
def test_a_header_over_a_few_pages_of_a_long_file_is_dropped(tmp_path: Path, title: str) -> None:
    things = [
        f"{colour} {thing}" for colour in ("red", "blue", "old", "new", "wet") for thing in ("boat", "oar", "net")
    ]
    names = [f"{thing} of {owner}" for owner in ("Ada", "Bo", "Cy") for thing in things]
    pages: list[list[Typeset]] = [
        [(700, 10, f"The {name} was mended in the harbour."), (676, 10, f"It cost much, said the owner of the {name}.")]
        for name in names
    ]
    for number in range(10, 15):
        pages[number].insert(0, (800, 10, title.format(page=number + 1)))
    dropped = clean(read(write_pdf(tmp_path / "a.pdf", pages))).dropped
    assert [(item.reason, item.page) for item in dropped] == [("header", number + 1) for number in range(10, 15)]


def test_what_is_filled_in_is_read_as_it_is_printed(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=write_pdf(tmp_path / "form.pdf", [[(700, 12, "1. The baker is:")]]))
    look = StreamObject()
    look.set_data(b"BT /F1 12 Tf 2 4 Td (Amina of the mill) Tj ET")
    font = {NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1")}
    fonts = DictionaryObject(
        {NameObject("/F1"): DictionaryObject(font | {NameObject("/BaseFont"): NameObject("/Helvetica")})}
    )
    box = ArrayObject(map(NumberObject, (0, 0, 200, 20)))
    look.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): box,
            NameObject("/Resources"): DictionaryObject({NameObject("/Font"): fonts}),
        }
    )
    field = {
        NameObject("/Type"): NameObject("/Annot"),
        NameObject("/Subtype"): NameObject("/Widget"),
        NameObject("/FT"): NameObject("/Tx"),
        NameObject("/F"): NumberObject(4),
        NameObject("/Rect"): ArrayObject(map(NumberObject, (60, 660, 260, 680))),
        NameObject("/AP"): DictionaryObject({NameObject("/N"): writer._add_object(look)}),
    }
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(DictionaryObject(field))])
    writer.write(tmp_path / "filled.pdf")
    assert "Amina of the mill" in read(tmp_path / "filled.pdf").pages[0]
