"""The files of the publishers' sites, as far as their structure is known: invented texts in the same shape."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from corpus.catalogue.catalogue import load
from corpus.ingest import Ingested, ingest_file
from tests.corpus.test_readers import Drawing, write_pdf

PAGE = Path(__file__).parents[1] / "data" / "normlex-page.en.html"


def texts(found: Ingested) -> dict[str, str]:
    """Return each paragraph's own words by its locator."""
    return {rendition.locator: rendition.text for rendition in found.version.renditions}


# NORMLEX: an instrument on a web page


def test_a_normlex_page_gives_the_instrument_and_nothing_of_the_page() -> None:
    found = ingest_file(PAGE, load())
    numbered = [locator for locator in texts(found) if not locator.startswith(("¶", "Annex"))]
    assert numbered == ["Preamble", "1", "2", "2(a)", "2(b)", "3", "3(1)", "3(2)", "3(2)(a)", "3(2)(b)", "4"]
    assert texts(found)["3(2)(a)"] == "not be mown before the end of flowering; and"
    assert texts(found)["Annex, ¶3"].startswith("Substances that harm bees")
    everything = " ".join(texts(found).values())
    for furniture in ("NORMLEX", "Display in", "Go to article", "Search", "Privacy", "©", "Home"):
        assert furniture not in everything, furniture


def test_the_headings_of_a_normlex_page_stand_above_its_paragraphs() -> None:
    found = {rendition.locator: rendition.heading for rendition in ingest_file(PAGE, load()).version.renditions}
    assert found["4"][-1] == "II. POLICY FRAMEWORK" and found["Preamble"][-1] == "Preamble"


@pytest.mark.parametrize(
    ("word", "preamble"), [("Paragraph", "PREAMBLE"), ("Paragraphe", "PRÉAMBULE"), ("Párrafo", "Preámbulo")]
)
def test_a_number_set_as_a_heading_is_the_paragraphs_number(tmp_path: Path, word: str, preamble: str) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        f"""<html lang="en"><body><h1>R999 - Hives Recommendation, 2031 (No. 999)</h1>
        <p>{preamble}</p><p>The Conference, recognizing the worth of hives that people keep in common,</p>
        <h3>I. SCOPE</h3>
        <h4>{word} 1</h4><p>This Recommendation applies to all who keep bees in common.</p>
        <h4>{word} 2</h4><p>2. Those who keep wasps should keep them apart, as {word} 1 does not say.</p>
        <h3>II. MEADOWS</h3>
        <h4>{word} 3</h4><p>(1) Members should open their meadows.</p><p>(2) Meadows should:</p>
        <blockquote><p>(a) flower; and</p><p>(b) be mown late.</p></blockquote>
        <h4>{word} 4</h4><p>Members should consult those who keep bees.</p></body></html>""",
        encoding="utf-8",
    )
    found = texts(ingest_file(path, load()))
    assert list(found) == ["Preamble", "1", "2", "3", "3(1)", "3(2)", "3(2)(a)", "3(2)(b)", "4"]
    assert found["1"] == "This Recommendation applies to all who keep bees in common."
    assert found["2"].startswith("Those who keep wasps")


def test_links_inside_a_text_are_part_of_it(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        """<html lang="en"><body><p><a href="/">Home</a> | <a href="/d">Documents</a></p><h1>Report on the hives</h1>
        <p>1. <a href="/r193">The Recommendation on cooperatives</a> applies to them.</p>
        <p>2. <a href="/a">Meadows</a> and <a href="/b">orchards</a>: see <a href="/c">the annex</a>.</p>
        <p>Languages: <a href="/fr">French</a> – <a href="/es">Spanish</a></p>
        <p>3. All of them are kept in common by the people of the village.</p>
        <p><a href="/x">Contact</a> <a href="/y">Terms of use</a></p></body></html>"""
    )
    found = texts(ingest_file(path, load()))
    assert list(found) == ["1", "2", "3"]
    assert found["2"] == "Meadows and orchards: see the annex."


# wcmsp5: papers as PDF, a symbol and a number on every page


def paper(path: Path, pages: Iterable[Iterable[str]], header: str, footer: str) -> Path:
    """Write a paper whose every page has a header with the symbol, and a footer with the page's number."""
    drawn: list[list[Drawing]] = []
    for number, lines in enumerate(pages, start=1):
        top = [(70.0, 800.0, header), (500.0, 800.0, str(number))]
        body = [(70.0, 750.0 - 16 * n, line) for n, line in enumerate(lines) if line]
        drawn.append([*top, *body, (70.0, 40.0, footer)])
    return write_pdf(path, drawn)


GOVERNING_BODY = [
    ["Governing Body", "", "Fourth item on the agenda", "", "A strategy for the hives of the village", "",
     "1. The Governing Body asked for a strategy on hives, which this paper", "proposes in three parts.", "",
     "2. The strategy would:"],
    ["(a) give every swarm a dwelling;", "",
     "(b) open the meadows from the first of May, in agreement with those", "who mow them.", "",
     "3. Its cost is put at 12 000 jars of honey, to be found by the members."],
    ["4. Members of the village would be consulted each year, as", "paragraph 2(b) implies.", "",
     "Draft decision", "", "5. The Governing Body approves the strategy set out in paragraphs 1 to 4."],
]  # fmt: skip


def test_a_paper_loses_its_headers_and_keeps_its_numbers(tmp_path: Path) -> None:
    path = paper(tmp_path / "wcms_999999.pdf", GOVERNING_BODY, "GB.999/INS/4", "www.example.org/governing-body")
    found = texts(ingest_file(path, load()))
    assert [locator for locator in found if not locator.startswith("¶")] == ["1", "2", "2(a)", "2(b)", "3", "4", "5"]
    assert found["2(b)"] == "open the meadows from the first of May, in agreement with those who mow them."
    assert not any("GB.999" in text or "example.org" in text for text in found.values())


ADOPTED = [
    ["Resolution concerning decent work and the keeping of bees", "", "(12 June 2031)", "",
     "The General Conference, having met in its 119th Session,", "",
     "1. Adopts the following conclusions;", "", "2. Invites the Governing Body to give them due consideration."],
    ["Conclusions concerning decent work and the keeping of bees", "", "I. Introduction", "",
     "1. Bees have worked in common for longer than people have.", "",
     "2. Their work should be decent, which means that:", "", "(a) no swarm works without a dwelling; and", "",
     "(b) the honey left in winter is enough."],
]  # fmt: skip


def test_conclusions_in_one_file_with_their_resolution_keep_numbers_apart(tmp_path: Path) -> None:
    path = paper(tmp_path / "wcms_999998.pdf", ADOPTED, "ILC.119/Resolution II", "")
    found = texts(ingest_file(path, load()))
    assert [locator for locator in found if "¶" not in locator] == [
        *("Resolution, 1", "Resolution, 2", "1", "2", "2(a)", "2(b)")
    ]
    assert not any("ILC.119" in text for text in found.values())
