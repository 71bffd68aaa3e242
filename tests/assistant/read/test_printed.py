"""A paragraph on its printed page: which page, which lines, and what is said where the file cannot show it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.errors import BadRequest, KeptFileDamaged, NoPrintedPage, PageNotShown
from assistant.service import Assistant
from assistant.settings import Settings
from corpus import printed
from corpus.errors import UnknownDocument
from corpus.sandbox.client import Sandbox
from tests.corpus.test_pdf_notes import Typeset, write_pdf
from tests.world.staged import Staged

TITLE = [(780, 20, "Rules of the bakers' cooperative of the upper valley")]
BAKERS: list[list[Typeset]] = [
    [
        *TITLE,
        (740, 12, "1. The bakers of the valley own the ovens in common and light them in"),
        (720, 12, "turn, whatever the number of shares that each of them holds."),
        (680, 12, "2. The following are members of the cooperative:"),
        (660, 12, "(a) the bakers who have paid one share at least;"),
        (640, 12, "(b) the millers who bring their grain to it, of whom no more than"),
    ],
    [
        (780, 12, "two may sit on the committee at the same time."),
        (740, 12, "3. The accounts are read aloud once a year, in the month of June."),
    ],
]
LETTER = "Letter to the millers\n\n1. Bring your grain to the cooperative before the end of the month of October.\n"


@pytest.fixture
def bakery(tmp_path: Path) -> Iterator[Assistant]:
    """Give the assistant over the rules, a PDF of two pages, and a letter as text."""
    folder = tmp_path / "files"
    folder.mkdir()
    write_pdf(folder / "rules.pdf", BAKERS)
    (folder / "letter.md").write_text(LETTER, encoding="utf-8")
    service = Assistant(Settings(tmp_path / "home", notes=False))
    assert not service.add([folder]).errors
    yield service
    service.close()


def id_of(service: Assistant, words: str) -> str:
    """Return the id of the document whose title has these words."""
    return next(each.id for each in service.library() if words in each.title)


@pytest.fixture
def rules(bakery: Assistant) -> str:
    """Give the id of the rules."""
    return id_of(bakery, "upper valley")


def test_a_paragraph_is_marked_on_its_page(bakery: Assistant, rules: str) -> None:
    found = bakery.printed(rules, "1")
    assert (found.page, found.pages, found.on, found.found) == (1, 2, (1,), True)
    assert (found.width, found.height) == (595, 842)
    assert [round(842 * (1 - top)) in range(baseline, baseline + 18) for (_, top, _, _), baseline in zip(
        found.rectangles, (740, 720), strict=True
    )] == [True, True]  # fmt: skip


def test_a_paragraph_is_marked_with_its_items_on_every_page_it_stands_on(bakery: Assistant, rules: str) -> None:
    assert bakery.printed(rules, "2").on == (1, 2)
    assert len(bakery.printed(rules, "2").rectangles) == 3
    over = bakery.printed(rules, "2", page=2)
    assert (over.page, len(over.rectangles)) == (2, 1)
    assert bakery.printed(rules, "2(b)").on == (1, 2)


def test_another_page_is_shown_without_marks(bakery: Assistant, rules: str) -> None:
    found = bakery.printed(rules, "3", page=1)
    assert (found.page, found.rectangles, found.on, found.found) == (1, (), (2,), True)


def test_a_page_is_pictured_in_the_widths_offered(bakery: Assistant, rules: str) -> None:
    assert bakery.page_picture(rules, "3", width=600).startswith(b"\x89PNG")
    for width in (0, 599, 100_000):
        with pytest.raises(BadRequest, match="600 900"):
            bakery.page_picture(rules, "3", width=width)


def test_what_is_not_there_or_not_printed(bakery: Assistant, rules: str) -> None:
    with pytest.raises(NoPrintedPage):
        bakery.printed(id_of(bakery, "millers"), "1")
    for document, locator in (("nothing", "1"), (rules, "99"), ("../../etc/passwd", "1")):
        with pytest.raises(UnknownDocument):
            bakery.printed(document, locator)
        with pytest.raises(UnknownDocument):
            bakery.page_picture(document, locator)
    for page in (3, 100_000):
        with pytest.raises(PageNotShown):
            bakery.printed(rules, "1", page=page)
        with pytest.raises(PageNotShown):
            bakery.page_picture(rules, "1", page=page)


def kept(service: Assistant) -> Path:
    """Return the kept PDF of a home."""
    return next(service.settings.sources.glob("*.pdf"))


def test_a_kept_file_that_was_changed_or_is_gone_is_not_shown(bakery: Assistant, rules: str) -> None:
    shown = bakery.page_picture(rules, "1", width=600)
    kept(bakery).write_bytes(b"%PDF-1.4 another")
    with pytest.raises(KeptFileDamaged, match="repair"):
        bakery.printed(rules, "1")
    with pytest.raises(KeptFileDamaged):
        bakery.page_picture(rules, "1", width=600)  # though it is remembered
    kept(bakery).unlink()
    with pytest.raises(KeptFileDamaged):
        bakery.printed(rules, "1")
    assert shown


def test_only_the_kept_file_is_read_never_the_place_it_came_from(bakery: Assistant, rules: str, tmp_path: Path) -> None:
    kept(bakery).unlink()
    assert (tmp_path / "files" / "rules.pdf").exists()
    with pytest.raises(KeptFileDamaged):
        bakery.page_picture(rules, "1")


def test_a_page_that_takes_too_long_is_told(bakery: Assistant, rules: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printed, "_BOUNDS", replace(printed._BOUNDS, seconds=0.0))
    with pytest.raises(PageNotShown, match="too long"):
        bakery.printed(rules, "1")


def test_what_reads_pages_is_started_beforehand_where_there_are_any(
    bakery: Assistant, staged: Staged, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[str] = []
    opening = Sandbox.open_doors

    def noted(box: Sandbox, loads: str = "") -> tuple[str, ...]:
        started.append(loads)
        return opening(box, loads)

    monkeypatch.setattr(Sandbox, "open_doors", noted)
    staged.prepare_printed()
    assert started == []  # its documents are no PDF files
    bakery.prepare_printed()
    assert started == ["corpus.readers.pdf_print"]
