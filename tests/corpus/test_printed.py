"""The printed page of a PDF: its picture, and where the words of a paragraph stand on it."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from corpus.errors import UnreadableFile
from corpus.outline.cleaning import clean
from corpus.outline.outline import read_outline
from corpus.printed import PrintedPages, passages
from corpus.readers.pdf import read
from corpus.readers.printed_words import letters, letters_with_places, pieces
from corpus.types import Passage, PrintedPlaces, Rectangle
from tests.corpus.test_pdf_notes import Typeset, write_pdf

WIDTH, HEIGHT = 595, 842  # points, of the pages that `write_pdf` makes
MARGIN = 70

OVENS = [(700, 12, "12. The ovens of the valley^3^ are lit in the eve-"), (680, 12, "ning, as long as there is wood.")]
MILLS = [(640, 12, "13. The mills turn by day.")]


def places(path: Path, *sought: Passage) -> PrintedPlaces:
    """Return where passages stand in a file."""
    return PrintedPages().places(path, "digest", sought)


def lines(found: PrintedPlaces, page: int = 1) -> Sequence[Rectangle]:
    """Return the rectangles on a page, from top to bottom."""
    spread = next(each for each in found.spreads if each.page == page)
    return sorted(spread.rectangles, key=lambda each: each[1])


def written(folder: Path, *pages: Sequence[Typeset]) -> Path:
    """Write a file of such pages."""
    return write_pdf(folder / "a.pdf", pages)


# Letters


def test_a_text_is_compared_by_its_letters_and_figures() -> None:
    assert letters("L’e\u0301conomie, efﬁcace : 10² %") == "leconomieefficace102"
    assert letters_with_places("aﬁ-b") == ("afib", [0, 1, 1, 3])


def test_a_passage_goes_on_after_what_the_page_has_in_between() -> None:
    found = list(pieces(letters("the ovens of the valley are lit"), letters("the ovens of the valley 3 are lit, and")))
    assert [piece.length for piece in found] == [len("theovensofthevalley"), len("arelit")]


def test_of_two_places_alike_the_one_expected_is_meant() -> None:
    page = letters("Art. 7. Repealed. Art. 8. Repealed.")
    assert [piece.page for piece in pieces("repealed", page, expected=18)] == [page.rindex("repealed")]


def test_what_is_drawn_before_is_found_above() -> None:
    first, then = letters("The right column is drawn before the left one."), letters("This is the left column of it.")
    assert sum(piece.length for piece in pieces(then + first, first + then)) == len(first + then)


# Places


def test_the_lines_of_a_paragraph_are_marked_and_no_others(tmp_path: Path) -> None:
    path = written(tmp_path, [*OVENS, *MILLS])
    found = places(
        path, Passage("The ovens of the valley are lit in the evening, as long as there is wood.", "12.", 1, 1, 0)
    )
    above, below = lines(found)
    assert found.share == 1
    assert found.sizes == ((WIDTH, HEIGHT),)
    for (left, top, width, height), baseline in ((above, 700), (below, 680)):
        assert left * WIDTH == pytest.approx(MARGIN, abs=1.5)
        assert top < (HEIGHT - baseline) / HEIGHT < top + height  # the letters stand within
        assert 10 < height * HEIGHT < 20
        assert 0.2 < width < 0.6


def test_a_paragraph_that_goes_over_a_page_is_marked_on_both(tmp_path: Path) -> None:
    path = written(tmp_path, OVENS[:1], [(800, 8, "A running header"), *OVENS[1:]])
    found = places(
        path, Passage("The ovens of the valley are lit in the evening, as long as there is wood.", "12.", 1, 2, 0)
    )
    assert found.share == 1
    assert [each.page for each in found.spreads] == [1, 2]
    assert [len(lines(found, page)) for page in (1, 2)] == [1, 1]
    assert lines(found, 2)[0][1] > 0.15  # not the header


def test_what_is_not_on_the_page_is_not_marked(tmp_path: Path) -> None:
    found = places(written(tmp_path, MILLS), Passage("Nothing of this kind was ever printed.", "", 1, 1, 0))
    assert found.share == 0
    assert lines(found) == []


def test_a_turned_and_cut_page_is_marked_as_it_is_shown(tmp_path: Path) -> None:
    path = written(tmp_path, MILLS)
    cut = b"/Rotate 90 /CropBox [0 421 595 842]"
    path.write_bytes(path.read_bytes().replace(b"/MediaBox [0 0 595 842]", b"/MediaBox [0 0 595 842] " + cut))
    found = places(path, Passage("The mills turn by day.", "13.", 1, 1, 0))
    (left, top, width, height), *others = lines(found)
    assert found.sizes == ((421, WIDTH),)
    assert others == []
    assert height > 5 * width  # the line runs down the page
    assert left < (640 - 421) / 421 < left + width + 0.01
    assert top * WIDTH == pytest.approx(MARGIN, abs=1.5)


def test_passages_of_a_document_that_was_read(tmp_path: Path) -> None:
    path = written(tmp_path, [*OVENS, *MILLS], [(700, 12, "14. The ponds freeze in winter.")])
    cleaned = clean(read(path))
    found = read_outline(cleaned.lines).renditions
    sought = passages(found, cleaned.source)
    assert [(each.marker, each.page, each.last) for each in sought] == [("12.", 1, 1), ("13.", 1, 1), ("14.", 2, 2)]
    assert all(places(path, each).share == 1 for each in sought)


# Pictures


def size_of(png: bytes) -> tuple[int, int]:
    """Return the pixels of a picture, across and down."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    across, down = struct.unpack(">II", png[16:24])
    return across, down


def test_a_page_is_a_picture_as_wide_as_wanted(tmp_path: Path) -> None:
    path, pages = written(tmp_path, MILLS), PrintedPages()
    assert size_of(pages.picture(path, "digest", 1, 595)) == (595, 842)
    assert size_of(pages.picture(path, "digest", 1, 1190)) == (1190, 1684)


def test_a_picture_has_the_colours_of_the_page(tmp_path: Path) -> None:
    path = written(tmp_path, MILLS)
    grey = PrintedPages().picture(path, "digest", 1, 600)
    path.write_bytes(path.read_bytes().replace(b"BT 1 0 0 1", b"1 0 0 rg BT 1 0 0 1"))
    red = PrintedPages().picture(path, "digest", 1, 600)
    assert (grey[25], red[25]) == (0, 2)  # the kinds of PNG
    rows = zlib.decompress(red[41 : 41 + int.from_bytes(red[33:37], "big")])
    pixels = b"".join(rows[start + 1 : start + 1 + 3 * 600] for start in range(0, len(rows), 1 + 3 * 600))
    assert (min(pixels[0::3]), min(pixels[1::3]) < 200, min(pixels[2::3]) < 200) == (255, True, True)


def test_a_picture_is_made_once(tmp_path: Path) -> None:
    path, pages = written(tmp_path, MILLS), PrintedPages()
    made = pages.picture(path, "digest", 1, 100)
    path.unlink()
    assert pages.picture(path, "digest", 1, 100) is made


def test_no_page_is_larger_than_its_bound(tmp_path: Path) -> None:
    across, down = size_of(PrintedPages().picture(written(tmp_path, MILLS), "digest", 1, 100_000))
    assert across * down <= 12_010_000


def test_a_page_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no page 2, but 1"):
        PrintedPages().picture(written(tmp_path, MILLS), "digest", 2, 100)


def test_a_file_that_is_no_pdf(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.4\nnothing else")
    with pytest.raises(UnreadableFile):
        PrintedPages().picture(path, "digest", 1, 100)
    with pytest.raises(UnreadableFile):
        places(path, Passage("The mills", "", 1, 1, 0))
