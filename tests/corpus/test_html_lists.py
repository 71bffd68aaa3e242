"""Web pages of laws: lists set in cells, blocks or definition lists; notes, links to them, and marks of amendments."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.outline.cleaning import clean
from corpus.outline.outline import read_outline
from corpus.readers.html import read
from corpus.types import Rendition

ARTICLES = "<p>Article 1</p><p>Ovens are:</p>{}<p>Article 2</p><p>Mills turn.</p>"

CELLS = """
<table><tbody><tr><td><p>(a)</p></td><td><p>lit;</p></td></tr></tbody></table>
<table><tbody><tr><td><p>(b)</p></td><td><p>swept:</p>
<table><col width="4%"><tbody><tr><td>(i)</td><td>by day;</td></tr></tbody></table>
<table><col width="4%"><tbody><tr><td>(ii)</td><td>by night.</td></tr></tbody></table></td></tr></tbody></table>
"""
ONE_TABLE = """
<table><tr><td>(a)</td><td>lit;</td></tr><tr><td>(b)</td><td><p>swept:</p>
<table><tr><td>(i)</td><td>by day;</td></tr><tr><td>(ii)</td><td>by night.</td></tr></table></td></tr></table>
"""
BLOCKS = """
<div class="grid"><div><span>(a)</span></div><div><p>lit;</p></div></div>
<div class="grid"><div><span>(b)</span></div><div><p>swept:</p>
<div class="grid"><div><span>(i)</span></div><div><p>by day;</p></div></div>
<div class="grid"><div><span>(ii)</span></div><div><p>by night.</p></div></div></div></div>
"""
DEFINITIONS = """
<dl><dt>(a)</dt><dd>lit;</dd><dt>(b)</dt><dd>swept:
<dl><dt>(i)</dt><dd>by day;</dd><dt>(ii)</dt><dd>by night.</dd></dl></dd></dl>
"""


def write_page(folder: Path, body: str) -> Path:
    """Write a web page."""
    path = folder / "a.html"
    path.write_text(f'<!DOCTYPE html><html lang="en"><body>{body}</body></html>', encoding="utf-8")
    return path


def lines(folder: Path, body: str) -> list[str]:
    """Return the lines that the reader finds in a page."""
    return [line for line in read(write_page(folder, body)).pages[0].split("\n") if line]


def renditions(folder: Path, body: str) -> dict[str, Rendition]:
    """Return the paragraphs of a page."""
    found = read_outline(clean(read(write_page(folder, body))).lines).renditions
    return {rendition.locator: rendition for rendition in found}


def texts(folder: Path, body: str) -> dict[str, str]:
    """Return the words of each paragraph of a page."""
    return {locator: rendition.text for locator, rendition in renditions(folder, body).items()}


# Lists


@pytest.mark.parametrize("markup", [CELLS, ONE_TABLE, BLOCKS, DEFINITIONS], ids=["cells", "table", "blocks", "dl"])
def test_a_list_is_the_same_however_it_is_set(tmp_path: Path, markup: str) -> None:
    assert texts(tmp_path, ARTICLES.format(markup)) == {
        "1": "Ovens are:",
        "1(a)": "lit;",
        "1(b)": "swept:",
        "1(b)(i)": "by day;",
        "1(b)(ii)": "by night.",
        "2": "Mills turn.",
    }


@pytest.mark.parametrize(("first", "second"), [("1.", "2."), ("a)", "b)"), ("1°", "2°"), ("(A)", "(B)"), ("i)", "ii)")])
def test_numbers_of_any_form_are_set_in_cells(tmp_path: Path, first: str, second: str) -> None:
    table = f"<table><tr><td>{first}</td><td>lit;</td></tr><tr><td>{second}</td><td>swept.</td></tr></table>"
    assert lines(tmp_path, table) == [f"{first} lit;", f"{second} swept."]


def test_dashes_in_cells_are_a_list_of_points(tmp_path: Path) -> None:
    table = "<table><tr><td>–</td><td>bread,</td></tr><tr><td>–</td><td>cake.</td></tr></table>"
    assert lines(tmp_path, f"<p>Ovens bake:</p>{table}") == ["Ovens bake:", "– bread,", "– cake."]


def test_an_item_in_cells_may_hold_several_paragraphs(tmp_path: Path) -> None:
    rows = "<tr><td>(a)</td><td><p>lit;</p><p>not by children;</p></td></tr><tr><td>(b)</td><td>swept.</td></tr>"
    found = texts(tmp_path, ARTICLES.format(f"<table>{rows}</table>"))
    assert found["1(a)"] == "lit;\nnot by children;"
    assert list(found) == ["1", "1(a)", "1(b)", "2"]


def test_the_rows_of_a_real_table_stay_rows(tmp_path: Path) -> None:
    table = "<table><tr><th>Oven</th><th>Loaves</th></tr><tr><td>North</td><td>12</td></tr></table>"
    assert lines(tmp_path, f"<p>1. Ovens bake:</p>{table}") == ["1. Ovens bake:", "Oven | Loaves", "North | 12"]
    numbered = "<table><tr><td>1</td><td>North</td></tr><tr><td>2</td><td>South</td></tr></table>"
    assert lines(tmp_path, numbered) == ["1 | North", "2 | South"]
    three = "<table><tr><td>(a)</td><td>North</td><td>12</td></tr><tr><td>(b)</td><td>South</td><td>9</td></tr></table>"
    assert lines(tmp_path, three) == ["(a) | North | 12", "(b) | South | 9"]


def test_a_definition_list_of_words_stays_as_it_is(tmp_path: Path) -> None:
    words = "<dl><dt>Oven</dt><dd>A hot house.</dd><dt>Mill</dt><dd>A loud house.</dd></dl>"
    assert lines(tmp_path, words) == ["Oven", "A hot house.", "Mill", "A loud house."]


# Notes


@pytest.mark.parametrize("name", ["oj-note", "footnote", "footnotes", "endnote", "note"])
def test_notes_stand_at_the_end_and_are_no_items(tmp_path: Path, name: str) -> None:
    note = '<p class="{0}"><a id="n{1}" href="#r{1}">({1})</a> Act {1} on ovens.</p>'
    found = texts(
        tmp_path,
        f"<p>Article 1</p><p>Ovens are:</p><p>(1) lit;</p>{note.format(name, 1)}{note.format(name, 2)}"
        "<p>(2) swept.</p><p>Article 2</p><p>Mills turn.</p>",
    )
    assert list(found) == ["1", "1(1)", "1(2)", "2", "¶1", "¶2"]
    assert (found["1(2)"], found["¶1"], found["¶2"]) == ("swept.", "(1) Act 1 on ovens.", "(2) Act 2 on ovens.")


def test_a_block_of_notes_holds_several(tmp_path: Path) -> None:
    notes = '<div class="oj-note"><p>(1) Act 5.</p><p>(2) Act 6.</p></div>'
    body = f"<p>1. Ovens are lit.</p>{notes}<p>2. Mills turn.</p>"
    document = read(write_page(tmp_path, body))
    everything = document.pages[0].split("\n")
    assert [everything[number] for number in document.notes if everything[number]] == ["(1) Act 5.", "(2) Act 6."]
    assert list(texts(tmp_path, body)) == ["1", "2", "¶1", "¶2"]


@pytest.mark.parametrize(
    "call",
    [
        '<a href="#n1">(1)</a>',
        '<a href="#n1">[1]</a>',
        '<a href="#n1">(<span>1</span>)</a>',
        '<a href="#n1"><sup>(1)</sup></a>',
        '<a href="#n1">*</a>',
    ],
)
def test_links_to_notes_are_dropped(tmp_path: Path, call: str) -> None:
    assert lines(tmp_path, f"<p>Ovens are lit{call} and swept{call}.</p>") == ["Ovens are lit and swept."]


@pytest.mark.parametrize(
    ("markup", "kept"),
    [
        ('Ovens <a href="#a7">of Article 7</a> are lit.', "Ovens of Article 7 are lit."),
        ('As said in <a href="https://example.org/x">(1)</a>, ovens are lit.', "As said in (1), ovens are lit."),
        ('<a href="#r1">(1)</a> A note without a class.', "(1) A note without a class."),
    ],
)
def test_other_links_keep_their_words(tmp_path: Path, markup: str, kept: str) -> None:
    words = "The common ovens of the valley are lit on Mondays by the baker and by nobody else."
    assert lines(tmp_path, f"<p>{words}</p><p>{markup}</p><p>{words}</p>") == [words, kept, words]


# Amendments, and titles


def test_marks_of_amendments_are_left_out(tmp_path: Path) -> None:
    body = (
        "<p>▼B</p><p>Article 1</p><p>▼M2</p><p>1. Ovens are ►C1 lit ◄ by day.</p>"
        "<p>▼M12 —————</p><p>2. ►M3 Ovens are swept. ◄</p><p>▼B</p><p>Article 2</p><p>Mills turn.</p>"
    )
    assert texts(tmp_path, body) == {
        "1": "",
        "1(1)": "Ovens are lit by day.",
        "1(2)": "Ovens are swept.",
        "2": "Mills turn.",
    }
    dropped = clean(read(write_page(tmp_path, body))).dropped
    assert [(item.reason, item.text) for item in dropped] == [
        *(("amendment mark", mark) for mark in ("▼B", "▼M2", "▼B")),
    ]


def test_a_long_line_under_an_article_is_its_heading(tmp_path: Path) -> None:
    title = "Ovens of the valley, the mills beside them, and what may be baked, ground or stored in each of them"
    assert len(title) > 90
    body = f"<p>Article 7</p><p>{title}</p><p>1. Ovens are lit.</p><p>2. Mills turn.</p><p>Article 8</p><p>It ends.</p>"
    found = renditions(tmp_path, body)
    assert list(found) == ["7", "7(1)", "7(2)", "8"]
    assert found["7"].heading == found["7(1)"].heading == (title,)
    assert found["7"].text == ""
    assert found["8"].heading == ()
