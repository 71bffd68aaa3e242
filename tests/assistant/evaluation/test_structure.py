"""Numbers of documents measured: tiny documents and truths of our own, told apart by hand."""

from __future__ import annotations

import json
import shutil
import sys
from importlib import util
from pathlib import Path
from unittest.mock import Mock

import docx
import pytest

from assistant.errors import BadRequest
from assistant.evaluation import structure, structure_peers
from assistant.evaluation.naive_outline import outline
from assistant.evaluation.structure_truth import Fact, Place, Score, Truth, letters, read_truth, score
from index.benchmarks.processes import NotMeasured

WEB_PAGE = """<html lang="en"><title>Harbour act</title><body><p>THE HARBOUR COUNCIL,</p><p>Whereas:</p>
<p>(1) The night watch has too few lanterns for the long winter.</p>
<p>(2) The quay is dark.</p>
<p>Article 1</p><p>Lanterns</p>
<p>1. Every boat carries a lantern at night.</p>
<p>2. The lantern is:</p><p>(a) filled with oil before sunset;</p><p>(b) hung above the deck.</p>
<p>Article 2</p><p>The watch repairs the lanterns of the quay.</p></body></html>"""
TRUTH = """# language=en\tnumbered=8
recital 1\tthe night watch has too few\trecital\tsure\t\tmain
recital 2\tthe quay is dark\trecital\tsure\t\tmain
1\tevery boat carries a lantern\tpar\tsure\tlanterns\tmain
1(1)\tevery boat carries a lantern\tpar\tsure\t\tmain
1(2)\tthe lantern is\tpar\tsure\t\tmain
1(2)(a)\tfilled with oil before sunset\titem\tsure\t\tmain
1(2)(b)\thung above the deck\titem\tsure\t\tmain
2\tthe watch repairs the lanterns of\tpar\tsure\t\tmain
3\tnever asked\tpar\tunsure\t\tmain
4\tonly a heading\thead\tsure\t\tmain
"""
# Enough of a PDF for any reader: one page, one font, lines from the top.
PDF = """<< /Type /Catalog /Pages 2 0 R >>
<< /Type /Pages /Kids [3 0 R] /Count 1 >>
<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>
<< /Length {length} >> stream {content} endstream
<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"""


def fact(locator: str, words: str, *, title: str = "", asked: bool = True, annex: bool = False) -> Fact:
    return Fact(locator, letters(words), letters(title), asked, annex)


def scored(facts: list[Fact], *places: tuple[str, str], several: bool = False) -> Score:
    return score(Truth(tuple(facts), several), [Place(*each) for each in places])


def places(text: str) -> dict[str, str]:
    return dict(outline(text))


def write_pdf(path: Path, lines: list[str]) -> None:
    shown = " ".join(f"({line.replace('(', chr(92) + '(').replace(')', chr(92) + ')')}) Tj T*" for line in lines)
    content = f"BT /F 12 Tf 14 TL 50 800 Td {shown} ET"
    text, starts = "%PDF-1.4\n", []
    for number, each in enumerate(PDF.format(length=len(content), content=content).splitlines(), 1):
        starts.append(len(text))
        text += f"{number} 0 obj\n{each.replace('stream ', 'stream' + chr(10), 1)}\nendobj\n"
    table = "".join(f"{start:010} 00000 n \n" for start in starts)
    end = f"trailer << /Root 1 0 R /Size {len(starts) + 1} >>\nstartxref\n{len(text)}\n%%EOF\n"
    path.write_bytes(f"{text}xref\n0 {len(starts) + 1}\n{0:010} 65535 f \n{table}{end}".encode("latin-1"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder of one web page with its truth, and a file that has none."""
    (tmp_path / "acts").mkdir()
    (tmp_path / "acts" / "harbour.html").write_text(WEB_PAGE, encoding="utf-8")
    (tmp_path / "acts" / "harbour.html.truth.tsv").write_text(TRUTH, encoding="utf-8")
    (tmp_path / "acts" / "other.html").write_text(WEB_PAGE, encoding="utf-8")
    return tmp_path


# Scoring -----------------------------------------------------------------------------------------------------------


def test_letters_are_compared_without_accents_case_and_signs() -> None:
    assert letters("L’Œuvre — n° 7, À l’État ﬁxe") == "loeuvren7aletatfixe"


def test_a_place_is_found_by_its_first_words_perhaps_after_its_title() -> None:
    asked = [fact("1", "every boat carries a lantern", title="Lanterns"), fact("2", "the watch is paid")]
    assert scored(asked, ("1", "Lanterns. Every boat carries a lantern."), ("2", "The watch is paid.")) == Score(2, 2)


def test_a_place_without_text_begins_with_that_of_the_places_in_it() -> None:
    asked = [fact("4", "each boat has a bell"), fact("4(1)", "each boat has a bell"), fact("4(1)(a)", "each boat has")]
    read = [("4", ""), ("4(1)", ""), ("4(1)(a)", "Each boat has a bell."), ("5", "More.")]
    assert scored(asked, *read) == Score(3, 3, 0, 1)


def test_other_text_is_wrong_but_words_that_come_late_are_not() -> None:
    asked = [fact("1", "every boat carries a lantern"), fact("2", "the watch repairs the quay"), fact("3", "nothing")]
    read = [("1", "Page 7. Every boat carries a lantern."), ("2", "Every boat carries a lantern.")]
    assert scored(asked, *read) == Score(places=3, found=0, wrong=1, extra=0)


def test_a_number_too_many_is_extra_and_one_made_up_by_the_reader_is_not() -> None:
    asked = [fact("1", "every boat"), fact("2", "a heading", asked=False)]
    read = [("1", "Every boat."), ("1 [2]", "A note."), ("2", "A heading."), ("7", "A figure."), ("¶1", "Whereas")]
    assert scored(asked, *read) == Score(places=1, found=1, wrong=0, extra=2)


@pytest.mark.parametrize(
    ("asked", "read"),
    [("1 bis", "1a"), ("recital 3", "considérant 3"), ("L121-1(2)", "L121-1(2°)"), ("3(b) [2]", "3(b)")],
)
def test_spellings_of_one_number_are_one(asked: str, read: str) -> None:
    assert scored([fact(asked, "every boat")], (read, "Every boat.")).found == 1


def test_an_act_named_before_the_words_is_passed_over() -> None:
    assert scored([fact("1", "chaque bateau")], ("1", "«(Loi du 27 août 1986) Chaque bateau.»")).found == 1
    assert scored([fact("1", "chaque bateau")], ("1", "» (Loi du 27 août 1986) Chaque bateau.")).found == 0


def test_the_main_text_and_annexes_are_kept_apart() -> None:
    main, annex = fact("1", "every boat"), fact("Annex I, 1", "the oil", annex=True)
    assert scored([main], ("Annex I, 1", "Every boat.")) == Score(1, 0, 0, 0)
    assert scored([annex], ("Annex 2, 1", "The oil.")) == Score(1, 1, 0, 0)
    assert scored([annex], ("1", "The oil.")) == Score(1, 0, 0, 0)
    assert scored([main, annex], ("1", "Every boat."), ("Annex I, 1", "The oil."), ("Annex I, 2", "Wicks.")).extra == 1


def test_of_several_acts_any_may_hold_the_number_and_nothing_is_extra() -> None:
    read = [("1", "Another act."), ("1 [2]", "Every boat."), ("9", "More.")]
    assert scored([fact("1", "every boat")], *read, several=True) == Score(1, 1, 0, 0)


def test_a_truth_is_read_with_what_counts(folder: Path) -> None:
    truth = read_truth(folder / "acts" / "harbour.html.truth.tsv")
    assert [each.locator for each in truth.facts if not each.asked] == ["3", "4"]
    assert truth.facts[2] == fact("1", "every boat carries a lantern", title="lanterns")
    assert not truth.several


def test_a_line_that_is_no_fact_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.html.truth.tsv"
    path.write_text("# acts=several\n1\tevery boat\n", encoding="utf-8")
    with pytest.raises(BadRequest, match=r"truth\.tsv.*6 columns.*line 2"):
        read_truth(path)
    path.write_text("# language=en\tacts=several\n", encoding="utf-8")
    assert read_truth(path) == Truth((), several=True)
    with pytest.raises(BadRequest, match="readable"):
        read_truth(tmp_path / "none.truth.tsv")


# The naive outline --------------------------------------------------------------------------------------------------


def test_articles_paragraphs_and_items_are_nested_by_kind() -> None:
    first = "Art. 1er. (1) Chaque bateau :\n1° porte\nune lanterne ;\na) d’huile\nb) de cire\n2° sonne\n(2) Fin."
    assert places(f"{first}\nArt. 2 bis.\nSuite") == {
        "1": "", "1(1)": "Chaque bateau :", "1(1)(1)": "porte une lanterne ;", "1(1)(1)(a)": "d’huile",
        "1(1)(1)(b)": "de cire", "1(1)(2)": "sonne", "1(2)": "Fin.", "2 bis": "Suite",
    }  # fmt: skip


def test_numbers_in_brackets_are_recitals_before_the_first_article_only() -> None:
    assert [*places("(1) Whereas\nArticle L. 12-3\n(1) Text")] == ["recital 1", "L12-3", "L12-3(1)"]
    assert [*places("1. Text\n(1) an item")] == ["1", "1(1)"]


def test_dotted_numbers_stand_by_themselves_and_bare_ones_follow_their_indent() -> None:
    assert [*places("7. Policy\n    7.1 Why\n    7.2 How\n8 Next\n9 of these are no number")] == [
        "7",
        "7.1",
        "7.2",
        "8",
    ]
    assert [*places("1.  Policy\n\n    1.  Why\n\n    2.  How\n\n2.  Next\n    31. Far")] == [
        "1",
        "1.1",
        "1.2",
        "2",
        "31",
    ]


def test_an_i_is_roman_unless_an_h_came_before() -> None:
    assert [*places("1. Text\n(a) one\n(i) two\n(ii) three\n(b) four")][-2:] == ["1(a)(ii)", "1(b)"]
    assert [*places("1. Text\n(h) one\n(i) two\n(j) three")][-2:] == ["1(i)", "1(j)"]


def test_markdown_contents_and_annexes_are_seen_through() -> None:
    text = "1. Lanterns ........ 3\n\n**1\\.** *Lanterns*[\\[1\\]](#note)\n| (a) | oil |\n- item"
    assert places(f"{text}\nANNEX I\n1. Wicks\n1. Again") == {
        "1": "Lanterns1", "1(a)": "oil item", "ANNEX I, 1": "Wicks", "ANNEX I, 1 [2]": "Again"
    }  # fmt: skip


# The command --------------------------------------------------------------------------------------------------------


def test_our_own_reading_is_told_in_a_table_and_as_json(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["structure", str(folder), "--json", str(folder / "figures.json")])
    structure.main()
    printed = capsys.readouterr()
    *_, line = printed.out.splitlines()
    assert line.startswith("| html | **Alinéa** | 1 | 8 | 100.0% | 100.0% | 0 | 0 | ")
    assert printed.err == "html: Alinéa\n"
    figures = json.loads((folder / "figures.json").read_text(encoding="utf-8"))["html"][structure.OURS]
    assert figures["documents"]["acts/harbour.html"]["found"] == figures["found"] == 8
    assert figures["seconds"] > 0


def test_a_file_that_cannot_be_read_counts_as_nothing_found(folder: Path) -> None:
    (folder / "broken.pdf").write_bytes(b"%PDF-nothing")
    (folder / "broken.pdf.truth.tsv").write_text(TRUTH, encoding="utf-8")
    said: list[str] = []
    report = structure.measure(folder, peers=False, progress=said.append)
    assert [report[each][structure.OURS]["recall"] for each in ("html", "pdf")] == [1, 0]
    assert said[2].startswith("broken.pdf could not be read: ")


def test_a_folder_without_truths_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["structure", str(tmp_path)])
    with pytest.raises(SystemExit, match=r"truth\.tsv"):
        structure.main()


# Other people's programs --------------------------------------------------------------------------------------------


@pytest.fixture
def as_files(tmp_path: Path) -> dict[str, Path]:
    """Write one small text in each format, its numbers typed."""
    lines = ["1. Every boat carries a lantern.", "(a) filled with oil", "2. The watch is paid."]
    paths = {each: tmp_path / f"small.{each}" for each in ("docx", "html", "pdf")}
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(paths["docx"]))
    paths["html"].write_text("".join(f"<p>{line}</p>" for line in lines), encoding="utf-8")
    write_pdf(paths["pdf"], lines)
    return paths


@pytest.mark.parametrize("name", structure_peers._FORMATS)
def test_a_peer_makes_text_that_has_the_numbers(name: str, as_files: dict[str, Path], tmp_path: Path) -> None:
    peer = next((each for each in structure_peers.installed(lambda said: None) if each.name == name), None)
    if peer is None:
        pytest.skip(f"{name} is not installed: requirements/bench.txt says what it is")
    (tmp_path / "scratch").mkdir()
    for format_ in peer.formats:
        text, seconds = structure_peers.text_of(peer, as_files[format_], tmp_path / "scratch")
        assert places(text) == {
            "1": "Every boat carries a lantern.", "1(a)": "filled with oil", "2": "The watch is paid."
        }  # fmt: skip
        assert seconds >= 0


def test_a_peer_that_is_not_installed_is_left_out_with_a_word(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(util, "find_spec", lambda name: None)
    said: list[str] = []
    report = structure.measure(folder, peers=True, progress=said.append)
    assert "pandoc is left out: it is not installed" in said
    assert "mammoth is left out: it is not installed" in said
    assert [*report["html"]] == [structure.OURS]


def test_a_peer_that_fails_or_never_ends_is_told(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    peer = structure_peers.Peer("pandoc", ("html",), "0")
    page = folder / "acts" / "harbour.html"
    commands = {"fails": ["ls", "/nowhere"], "silent": ["true"], "endless": ["sleep", "60"]}
    told = {}
    for name, command in commands.items():
        monkeypatch.setattr(structure_peers, "_COMMANDS", {"pandoc": Mock(return_value=command)})
        with pytest.raises(NotMeasured) as caught:
            structure_peers.text_of(peer, page, tmp_path, limit=0.5)
        told[name] = str(caught.value)
    assert "/nowhere" in told["fails"]
    assert told["silent"] == "it wrote no text"
    assert told["endless"] == "it took more than 0 seconds"
