"""The numbers that Word adds by itself, as Word shows them; titles and text in the styles of titles; text boxes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from corpus.outline.cleaning import clean
from corpus.outline.outline import read_outline
from corpus.readers.docx import read

Paragraph = tuple[int, str]
"""A level of a list, from 0, and the words."""

W = nsdecls("w")


def level(index: int, pattern: str, *, kind: str = "decimal", start: int = 1, more: str = "") -> str:
    """Return the XML of one level of a list; `more` are the elements between the kind of numeral and the pattern."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{more}'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def add_list(document: Document, number: int, levels: Sequence[str], *, before: str = "", overrides: str = "") -> None:
    """Add a list and its abstract list, both of one number; `before` are the elements before the levels."""
    lists = document.part.numbering_part.element
    abstract = f'<w:abstractNum {W} w:abstractNumId="{number}">{before}{"".join(levels)}</w:abstractNum>'
    lists.insert(0, parse_xml(abstract))
    use_list(document, number, number, overrides)


def use_list(document: Document, number: int, abstract: int, overrides: str = "") -> None:
    """Add a list of an abstract list that there is already."""
    xml = f'<w:num {W} w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>'
    document.part.numbering_part.element.append(parse_xml(xml))


def add_numbered(document: Document, number: int, paragraphs: Sequence[Paragraph]) -> None:
    """Add paragraphs of a list."""
    for index, text in paragraphs:
        properties = document.add_paragraph(text)._p.get_or_add_pPr()
        xml = f'<w:numPr {W}><w:ilvl w:val="{index}"/><w:numId w:val="{number}"/></w:numPr>'
        properties.append(parse_xml(xml))


def lines(document: Document, folder: Path) -> list[str]:
    """Return the lines that the reader finds in a document."""
    document.save(str(folder / "a.docx"))
    return [line for line in read(folder / "a.docx").pages[0].split("\n") if line]


def places(document: Document, folder: Path) -> dict[str, tuple[tuple[str, ...], str]]:
    """Return the headings and the words of each paragraph of a document."""
    document.save(str(folder / "a.docx"))
    found = read_outline(clean(read(folder / "a.docx")).lines).renditions
    return {rendition.locator: (rendition.heading, rendition.text) for rendition in found}


# Levels and their counters


LEGAL = [level(0, "%1."), level(1, "%1.%2"), level(2, "(%3)", kind="lowerLetter")]


def test_a_level_above_that_had_no_number_yet_counts_as_used(tmp_path: Path) -> None:
    document = docx.Document()
    add_list(document, 77, LEGAL)
    add_numbered(document, 77, [(1, "Boats."), (1, "Oars."), (0, "Nets:"), (1, "of silk.")])
    assert lines(document, tmp_path) == ["1.1 Boats.", "1.2 Oars.", "2. Nets:", "2.1 of silk."]


def test_a_level_begins_anew_under_each_number_above(tmp_path: Path) -> None:
    document = docx.Document()
    add_list(document, 77, LEGAL)
    add_numbered(document, 77, [(0, "A:"), (1, "B:"), (2, "c;"), (2, "d."), (1, "E:"), (2, "f."), (0, "G:"), (1, "h.")])
    assert [line.partition(" ")[0] for line in lines(document, tmp_path)] == [
        *("1.", "1.1", "(a)", "(b)", "1.2", "(a)", "2.", "2.1"),
    ]


@pytest.mark.parametrize(
    ("restart", "numbers"),
    [
        ("", ["1.", "(a)", "(b)", "2.", "(a)"]),
        ('<w:lvlRestart w:val="0"/>', ["1.", "(a)", "(b)", "2.", "(c)"]),
        ('<w:lvlRestart w:val="1"/>', ["1.", "(a)", "(b)", "2.", "(a)"]),
    ],
)
def test_a_level_may_go_on_under_the_next_number(tmp_path: Path, restart: str, numbers: list[str]) -> None:
    document = docx.Document()
    add_list(document, 77, [level(0, "%1."), level(1, "(%2)", kind="lowerLetter", more=restart)])
    add_numbered(document, 77, [(0, "Boats:"), (1, "red;"), (1, "blue."), (0, "Oars:"), (1, "long.")])
    assert [line.partition(" ")[0] for line in lines(document, tmp_path)] == numbers


def test_a_level_may_begin_anew_only_under_a_level_far_above(tmp_path: Path) -> None:
    document = docx.Document()
    restart = '<w:lvlRestart w:val="1"/>'
    add_list(document, 77, [level(0, "%1."), level(1, "%1.%2"), level(2, "(%3)", kind="lowerLetter", more=restart)])
    add_numbered(document, 77, [(0, "A:"), (1, "B:"), (2, "c."), (1, "D:"), (2, "e."), (0, "F:"), (1, "G:"), (2, "h.")])
    assert [line.partition(" ")[0] for line in lines(document, tmp_path)] == [
        *("1.", "1.1", "(a)", "1.2", "(b)", "2.", "2.1", "(a)"),
    ]


@pytest.mark.parametrize(
    ("legal", "shown"), [("<w:isLgl/>", "3.1"), ('<w:isLgl w:val="1"/>', "3.1"), ('<w:isLgl w:val="0"/>', "III.a")]
)
def test_a_legal_level_writes_every_number_in_figures(tmp_path: Path, legal: str, shown: str) -> None:
    document = docx.Document()
    levels = [level(0, "%1.", kind="upperRoman", start=3), level(1, "%1.%2", kind="lowerLetter", more=legal)]
    add_list(document, 77, levels)
    add_numbered(document, 77, [(0, "Boats"), (1, "They float.")])
    assert lines(document, tmp_path) == ["III. Boats", f"{shown} They float."]


def test_a_level_without_numeral_shows_nothing_but_counts(tmp_path: Path) -> None:
    document = docx.Document()
    add_list(document, 77, [level(0, "", kind="none"), level(1, "%2."), level(2, "(%3)", kind="lowerLetter")])
    add_numbered(document, 77, [(0, "Boats"), (1, "Red."), (1, "Blue."), (0, "Oars"), (1, "Long:"), (2, "wet.")])
    assert lines(document, tmp_path) == ["Boats", "1. Red.", "2. Blue.", "Oars", "1. Long:", "(a) wet."]


def test_the_number_of_a_level_without_numeral_is_left_out_of_those_below(tmp_path: Path) -> None:
    document = docx.Document()
    add_list(document, 77, [level(0, "%1", kind="none"), level(1, "%1%2.")])
    add_numbered(document, 77, [(0, "Boats"), (1, "Red.")])
    assert lines(document, tmp_path) == ["Boats", "1. Red."]


# Lists that share


def test_two_lists_of_one_abstract_list_count_on(tmp_path: Path) -> None:
    document = docx.Document()
    add_list(document, 77, LEGAL)
    use_list(document, 78, 77)
    add_numbered(document, 77, [(0, "Boats."), (0, "Oars.")])
    add_numbered(document, 78, [(0, "Nets.")])
    assert lines(document, tmp_path) == ["1. Boats.", "2. Oars.", "3. Nets."]


def test_a_list_may_start_its_numbers_anew_once(tmp_path: Path) -> None:
    document = docx.Document()
    add_list(document, 77, LEGAL)
    use_list(document, 78, 77, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>')
    add_numbered(document, 77, [(0, "Boats.")])
    add_numbered(document, 78, [(0, "Oars."), (0, "Nets.")])
    assert lines(document, tmp_path) == ["1. Boats.", "5. Oars.", "6. Nets."]


def test_a_list_borrows_its_levels_by_the_name_of_a_list_style(tmp_path: Path) -> None:
    document = docx.Document()
    add_list(document, 76, [level(0, "%1)", start=4)], before='<w:styleLink w:val="Harbour"/>')
    add_list(document, 77, [], before='<w:numStyleLink w:val="Harbour"/>')
    add_numbered(document, 77, [(0, "Boats."), (0, "Oars.")])
    assert lines(document, tmp_path) == ["4) Boats.", "5) Oars."]


def test_a_level_is_bound_to_a_paragraph_style(tmp_path: Path) -> None:
    document = docx.Document()
    add_list(document, 77, [level(0, "%1."), level(1, "%1.%2", more='<w:pStyle w:val="Clause"/>')])
    style = f'<w:style {W} w:type="paragraph" w:styleId="Clause"><w:name w:val="Clause"/>'
    style += '<w:pPr><w:numPr><w:numId w:val="77"/></w:numPr></w:pPr></w:style>'
    document.styles.element.append(parse_xml(style))
    add_numbered(document, 77, [(0, "Boats:")])
    for text in ("They float.", "They sink."):
        document.add_paragraph(text, style="Clause")
    assert lines(document, tmp_path) == ["1. Boats:", "1.1 They float.", "1.2 They sink."]


def test_a_style_inherits_its_list_and_a_paragraph_may_leave_it(tmp_path: Path) -> None:
    document = docx.Document()
    add_list(document, 77, [level(0, "%1.")])
    for name, inner in (("Clause", '<w:numPr><w:numId w:val="77"/></w:numPr>'), ("Narrow", "")):
        based = f'<w:basedOn w:val="{"Clause" if name == "Narrow" else "Normal"}"/>'
        style = f'<w:style {W} w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/>{based}'
        document.styles.element.append(parse_xml(f"{style}<w:pPr>{inner}</w:pPr></w:style>"))
    document.add_paragraph("They float.", style="Clause")
    document.add_paragraph("They sink.", style="Narrow")
    free = document.add_paragraph("They are red.", style="Clause")._p.get_or_add_pPr()
    free.append(parse_xml(f'<w:numPr {W}><w:numId w:val="0"/></w:numPr>'))
    assert lines(document, tmp_path) == ["1. They float.", "2. They sink.", "They are red."]


# Titles and text in the styles of titles


def test_a_numbered_sentence_in_the_style_of_a_title_is_a_paragraph(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Boats", level=1)
    document.add_heading("1. Boats are mended in spring by those who sail them.", level=2)
    document.add_heading("2. Boats are named in summer; their names are painted red.", level=2)
    assert lines(document, tmp_path)[1] == "1. Boats are mended in spring by those who sail them."
    assert places(document, tmp_path) == {
        "1": (("Boats",), "Boats are mended in spring by those who sail them."),
        "2": (("Boats",), "Boats are named in summer; their names are painted red."),
    }


def test_a_sentence_with_an_automatic_number_in_the_style_of_a_title_is_a_paragraph(tmp_path: Path) -> None:
    document = docx.Document()
    add_list(document, 77, [level(0, "%1."), level(1, "%1.%2")])
    for index, text in [(0, "Boats"), (1, "Boats float."), (1, "Boats sink.")]:
        properties = document.add_heading(text, level=index + 1)._p.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {W}><w:ilvl w:val="{index}"/><w:numId w:val="77"/></w:numPr>'))
    assert lines(document, tmp_path) == ["# 1. Boats", "1.1 Boats float.", "1.2 Boats sink."]


@pytest.mark.parametrize("number", ["1.", "1"])
def test_a_numbered_title_is_a_place_and_the_heading_of_those_below(tmp_path: Path, number: str) -> None:
    document = docx.Document()
    document.add_heading(f"{number} Introduction", level=1)
    document.add_paragraph("1.1 Boats are mended in spring.")
    document.add_paragraph("1.2 Oars are mended in summer.")
    document.add_heading(f"{number.replace('1', '2')} Nets", level=1)
    document.add_paragraph("2.1 Nets are mended in autumn.")
    assert places(document, tmp_path) == {
        "1": ((), "Introduction"),
        "1.1": ((f"{number} Introduction",), "Boats are mended in spring."),
        "1.2": ((f"{number} Introduction",), "Oars are mended in summer."),
        "2": ((), "Nets"),
        "2.1": ((f"{number.replace('1', '2')} Nets",), "Nets are mended in autumn."),
    }


# Text boxes


def add_box(document: Document, before: str, inside: Sequence[str]) -> None:
    """Add a paragraph with a text box on it, and the copy of the box that is there for older programs."""
    paragraphs = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in inside)
    content = f"<w:txbxContent>{paragraphs}</w:txbxContent>"
    names = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    names += 'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    names += 'xmlns:v="urn:schemas-microsoft-com:vml"'
    choice = f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{content}</wps:txbx></w:drawing></mc:Choice>'
    fallback = f"<mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback>"
    run = f"<w:r {W} {names}><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r>"
    document.add_paragraph(before)._p.append(parse_xml(run))


def test_the_words_of_a_text_box_stand_once_under_its_title(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("1. Boats float.")
    add_box(document, "2. Oars float too.", ["Box 1. The oldest boat", "It was built in the year of the frost."])
    document.add_paragraph("3. Nets sink.")
    assert lines(document, tmp_path) == [
        *("1. Boats float.", "2. Oars float too.", "Box 1. The oldest boat", "It was built in the year of the frost."),
        "3. Nets sink.",
    ]
    assert places(document, tmp_path) == {
        "1": ((), "Boats float."),
        "2": ((), "Oars float too."),
        "¶1": (("Box 1. The oldest boat",), "It was built in the year of the frost."),
        "3": ((), "Nets sink."),
    }
