"""The real documents: their locators, and that no word of them is lost or invented. Skipped where they are absent.

`golden/locators.csv` holds, per file, how many paragraphs it has, how many of them stand at the top, and a digest of
all locators in order. To write it anew after a change that is meant: `python -m tests.corpus.test_corpora`.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
import time
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from corpus.catalogue.catalogue import load
from corpus.ingest import ingest_file
from corpus.outline.cleaning import clean
from corpus.outline.outline import Outline, read_outline
from corpus.readers import read
from corpus.types import CleanText, Rendition, Role

SHARED = Path(__file__).parents[2].parent / "shared"
GOLDEN = Path(__file__).parent / "golden" / "locators.csv"
CORPORA = SHARED / "corpora"
SEEDS = SHARED / "seeds"
KNOWN = load()
pytestmark = pytest.mark.skipif(not CORPORA.is_dir(), reason="the real documents (../shared) are not here")

_WORD = re.compile(r"\w+")
_GLUED = re.compile(r"\b([IVX]{1,4}|PREAMBLE)(?=[A-Z][a-z])")
_PAIRS = [
    "canada-cooperatives-act",
    "canada-cooperatives-regulations",
    "canada-employment-equity-act",
    "canada-labour-code",
    "canada-not-for-profit-corporations-act",
    "ilo-privileges-immunities-order",
    "udhr",
]


def documents() -> list[str]:
    """Return the real documents, by their paths in the shared folder."""
    found = [*SEEDS.glob("0*.txt"), *CORPORA.glob("*/*.md"), *CORPORA.glob("pdf/*.pdf")]
    return sorted(str(path.relative_to(SHARED)) for path in found if path.name != "README.md")


@cache
def cleaned(name: str) -> CleanText:
    """Return the cleaned text of a file of the shared folder."""
    return clean(read(SHARED / name))


@cache
def outlined(name: str) -> Outline:
    """Return the outline of a file of the shared folder."""
    return read_outline(cleaned(name).lines)


def renditions(name: str) -> tuple[Rendition, ...]:
    """Return the renditions of a file."""
    return outlined(name).renditions


def locators(name: str) -> list[str]:
    """Return the locators of a file."""
    return [rendition.locator for rendition in renditions(name)]


def golden_row(name: str) -> tuple[str, str, str, str]:
    """Return what the golden file says of a document."""
    found = renditions(name)
    digest = hashlib.sha256("\n".join(rendition.locator for rendition in found).encode()).hexdigest()[:16]
    return name, str(len(found)), str(sum(rendition.parent is None for rendition in found)), digest


def test_every_document_has_the_locators_it_had() -> None:
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        golden = {tuple(row) for row in csv.reader(file)}
    found = {golden_row(name) for name in documents()}
    assert sorted(found - golden) == []
    assert len(found) == len(golden)


# The seeds ---------------------------------------------------------------------------------------------------------

_ITEMS = {6: "abc", 7: "abcde", 24: "abcde"}
_ROWS = {"1.1": 1, "1.2": 4, "1.3": 1, "2.1": 2, "2.2": 1, "2.3": 1, "3.1": 2, "3.2": 4, "3.3": 1}
_NAMES = {path.name[:3]: f"seeds/{path.name}" for path in sorted(SEEDS.glob("0*.txt"))}


def strategy_locators() -> list[str]:
    """Return every locator of the strategy and action plan, in order."""
    expected = [f"¶{n}" for n in range(1, 9)]
    for number in range(1, 30):
        expected += [str(number), *(f"{number}({letter})" for letter in _ITEMS.get(number, ""))]
    for objective in "123":
        expected.append(f"action plan, objective {objective}")
        for output, rows in _ROWS.items():
            if output.startswith(objective):
                expected += [f"action plan {output}", *(f"action plan {output}({n + 1})" for n in range(rows))]
    return [*expected, "30"]


def test_the_strategy_has_its_paragraphs_its_letters_and_its_table() -> None:
    assert locators(_NAMES["002"]) == strategy_locators()


@pytest.mark.parametrize(("seed", "count"), [("000", 8), ("001", 8), ("003", 4)])
def test_the_unnumbered_seeds(seed: str, count: int) -> None:
    assert locators(_NAMES[seed]) == [f"¶{n}" for n in range(1, count + 1)]


def test_the_page_with_a_list() -> None:
    expected = ["¶1", "¶2", "¶3", "¶4", "¶5", "¶5(i)", "¶5(ii)", "¶5(iii)", "¶5(iv)", "¶6", "¶7"]
    assert locators(_NAMES["004"]) == expected


def test_the_seeds_bring_no_warning() -> None:
    assert [notice for name in _NAMES.values() for notice in ingest_file(SHARED / name, KNOWN).notices] == []


def test_the_cells_of_the_plan_are_exact() -> None:
    rows = {r.locator: r.cells or {} for r in renditions(_NAMES["002"]) if r.role is Role.ROW}
    assert {locator: (cells["points"], cells["outputs"], cells["years"]) for locator, cells in rows.items()} == {
        "action plan 1.1(1)": ("7 a), 16 b)", "A.2, 4.1", "2023-2029"),
        "action plan 1.2(1)": ("9 n), 16 c)", "A.1, 4.1", "2023"),
        "action plan 1.2(2)": ("9 n), 16 c)", "A.1, 4.1", "2023"),
        "action plan 1.2(3)": ("9 n), 16 c)", "A.1, 4.1", "2023-2028"),
        "action plan 1.2(4)": ("9 n), 16 c)", "A.1, 4.1", "2023-2028"),
        "action plan 1.3(1)": ("6 b), 16 b), 16 c)", "A.2, A.3", "2023-2029"),
        "action plan 2.1(1)": (
            "6 c), 6 e), 6 f), 6 h), 6 k), 7 a), 7 c), 7 e), 7 g), 8, 9 a), 9 b), 9 c), 9 e), 9 f), 9 h), 9 i), 9 j), "
            "9 k), 9 l), 9 n), 11, 16 a), 16 h)",
            "1.1, 1.2, 1.3, 1.4, 2.2, 3.1, 3.2, 3.3, 3.4, 4.1, 4.2, 4.3, 4.4, 6.1, 6.2, 6.4, 7.4",
            "2023-2029",
        ),
        "action plan 2.1(2)": (
            "6 c), 6 e), 6 f), 6 i), 6 j), 6 k), 7 c), 7 e), 8, 9 a), 9 b), 9 c), 9 d), 9 e), 9 f), 9 i), 9 j), 9 k), "
            "11, 16 a), 16 e), 16 h)",
            "2.2, 3.1, 3.2, 3.3, 3.4, 4.1, 4.2, 4.3, 4.4, 6.1, 6.2, 6.4, 7.4",
            "2023-2029",
        ),
        "action plan 2.2(1)": (
            "7 d), 7 e), 7 g), 8, 9 g), 9 h), 9 k), 9 l), 9 m), 9 n), 10, 12, 13, 16 a), 16 f), 16 g), 16 h)",
            "1.1, 1.2, 1.3, 1.4, 2.2, 3.1, 3.2, 3.3, 3.4, 4.1, 4.2, 4.3, 4.4, 6.1, 6.2, 6.4, 7.1, 7.4",
            "2023-2029",
        ),
        "action plan 2.3(1)": ("9 m), 9 n), 11, 16 a), 16 g)", "4.2, 4.3, 5.3", "2023-2029"),
        "action plan 3.1(1)": (
            "6 e), 6 i), 7 c), 9 d), 9 f), 16 a), 16 e)",
            "3.1, 3.2, 3.3, 3.4, 3.5, 4.1, 4.2, 4.3, 4.4, 5.4, 6.1, 6.4, 7.4, 7.5, 8.1, 8.3",
            "2023-2029",
        ),
        "action plan 3.1(2)": ("16 k), 16 l)", "A.4, 4.1", "2023-2029"),
        "action plan 3.2(1)": ("16 d), 16 i)", "B.1", "2023-2029"),
        "action plan 3.2(2)": ("16 d)", "A.4, 4.1", "2023-2029"),
        "action plan 3.2(3)": ("16 d), 16 i)", "B.1, C.3", "2023-2029"),
        "action plan 3.2(4)": ("16 j)", "C.4", "2023-2029"),
        "action plan 3.3(1)": ("16 i)", "A.4", "2023-2029"),
    }


def test_each_objective_has_its_resources() -> None:
    resources = [r.text.splitlines()[1] for r in renditions(_NAMES["002"]) if r.role is Role.OBJECTIVE]
    assert [re.findall(r"\d+,\d", line) for line in resources] == [["15,6"], ["17,2"], ["4,7"]]


# Laws and Conventions ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", _PAIRS)
def test_a_law_has_the_same_locators_in_both_languages(name: str) -> None:
    assert locators(f"corpora/numbered/{name}.en.md") == locators(f"corpora/numbered/{name}.fr.md")


@pytest.mark.parametrize(
    "name", ["canada-cooperatives-act.en", "canada-cooperatives-act.fr.2col", "udhr.en", "uy-ley-19848-ess.es"]
)
def test_a_pdf_has_the_locators_of_its_true_text(name: str) -> None:
    assert locators(f"corpora/pdf/{name}.pdf") == locators(f"corpora/pdf/{name}.txt")


@pytest.mark.parametrize(
    ("instrument", "expected"),
    [
        ("BWBV0006447", ["Preamble", "1(3)", "2(c)(i)", "2(f)", "12"]),  # Protocol of 2014
        ("BWBV0005397", ["1(l)", "3(3)(a)(iii)", "Annex I, ¶1(c)", "Annex III, 1(a)(iii)", "Annex III, 43"]),
        (
            "BWBV0006220",
            ["Preamble", "II(1)(j)", "Regulation 1.1", "Standard A1.4(5)(c)(vi)", "Guideline B2.2.2(4)(d)"],
        ),
        ("BWBV0003153", ["21", "Recommendation, Preamble", "Recommendation, 6(2)(d)", "Recommendation, 10(5)"]),
    ],
)
def test_conventions_have_their_articles_annexes_and_series(instrument: str, expected: list[str]) -> None:
    found = locators(f"corpora/ilo-conventions-en/{instrument}.en.md")
    assert [locator for locator in expected if locator not in found] == []


def test_every_convention_has_as_many_articles_as_its_index_says() -> None:
    index = json.loads((CORPORA / "ilo-conventions-en" / "index.json").read_text(encoding="utf-8"))
    found = {
        entry["id"]: sum(
            rendition.parent is None and rendition.marker.startswith("Article")
            for rendition in renditions(f"corpora/ilo-conventions-en/{entry['id']}.en.md")
        )
        for entry in index
    }
    assert found == {entry["id"]: entry["articles"] for entry in index}


# Nothing lost, nothing invented ------------------------------------------------------------------------------------


def headings_of(found: tuple[Rendition, ...]) -> list[str]:
    """Return each heading as often as a paragraph newly stands under it."""
    titles: list[str] = []
    above: tuple[str, ...] = ()
    for rendition in found:
        shared = next((i for i, (a, b) in enumerate(zip(above, rendition.heading, strict=False)) if a != b), len(above))
        titles += rendition.heading[shared:]
        above = rendition.heading
    return titles


def words_of(*texts: str) -> Counter[str]:
    """Count the words of texts; a numeral or title glued to a word by a lost line break is one of its own."""
    return Counter(_WORD.findall(_GLUED.sub(r"\1 ", " ".join(texts))))


def test_no_word_is_lost_and_none_invented() -> None:
    total, lost, invented = 0, Counter[str](), Counter[str]()
    for name in documents():
        found = outlined(name)
        source = words_of(*(line.text for line in cleaned(name).lines))
        said = words_of(*(r.text for r in found.renditions), *(r.marker for r in found.renditions))
        left_out = words_of(*(line.text for line in found.table_headers))
        headed = words_of(*headings_of(found.renditions))
        total += source.total()
        # A plan's titles are both headings and paragraphs; a marginal note used twice in a row is one heading.
        lost += source - said - left_out - headed
        invented += said - source
    assert not invented
    assert lost.total() <= 0.001 * total, lost.most_common(20)


def test_offsets_are_in_order_and_inside_the_source() -> None:
    for name in documents():
        starts = [rendition.start for rendition in renditions(name)]
        assert starts == sorted(starts)
        assert all(0 <= r.start <= r.end <= len(cleaned(name).source) for r in renditions(name))
        assert len(set(locators(name))) == len(starts)


def test_numbering_the_whole_of_it_takes_seconds() -> None:
    lines = [cleaned(name).lines for name in documents()]
    start = time.process_time()
    for each in lines:
        read_outline(each)
    assert time.process_time() - start < 15


if __name__ == "__main__":
    with GOLDEN.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows(golden_row(name) for name in documents())
