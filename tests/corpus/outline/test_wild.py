"""Whatever comes: wild input is read whole, in order, without clashes, and in time."""

from __future__ import annotations

import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.outline.cleaning import clean
from corpus.outline.outline import read_outline
from corpus.types import RawDocument, Role

_PIECES = st.sampled_from(
    [
        "1. ",
        "2. ",
        "3 ",
        "4\n",
        "(a) ",
        "b) ",
        "(i) ",
        "(ii)",
        "1° ",
        "I. – ",
        "Article 1",
        "Article 2. ",
        "### Article 3\n",
        "Annex I\n",
        "## Head\n",
        "■ Title\n",
        "Preamble\n",
        "\n",
        "\n\n",
        "words go on ",
        "Then a sentence ends.\n",
        "; and\n",
        "Objective 1. X\n",
        "Output 1.1. Y\n",
        "Time frame\n",
        "in the conclusions\n",
        "Programme and budget output\n",
        "9(n), 16\n",
        "A.2 2023-2029\n",
        "a | b | 2024\n",
        "- point\n",
        "1 [Repealed]\n",
        "(3) to (5) x\n",
        "«",
        "\f",
        "ﬁ",
        "é",
    ]
)


@given(st.lists(st.one_of(_PIECES, st.text(max_size=12)), max_size=60))
def test_wild_input_is_read_whole_in_order_and_without_clashes(pieces: list[str]) -> None:
    cleaned = clean(RawDocument("text", tuple("".join(pieces).split("\f"))))
    found = read_outline(cleaned.lines)
    locators = [rendition.locator for rendition in found.renditions]
    assert len(set(locators)) == len(locators)
    starts = [rendition.start for rendition in found.renditions]
    assert starts == sorted(starts)
    assert all(0 <= r.start <= r.end <= len(cleaned.source) for r in found.renditions)
    assert all(r.parent in locators for r in found.renditions if r.parent is not None and r.role is Role.ITEM)
    # Letter by letter: a number that sticks to the next word is read apart from it.
    letters = Counter("".join(line.text for line in cleaned.lines))
    said = Counter("".join("".join(r.text for r in found.renditions if r.cells is None).split()))
    assert not said - letters, "nothing is invented"


@pytest.mark.parametrize(
    "lines",
    [
        ["1" * 100_000],
        ["(" * 100_000],
        ["(a)" * 30_000],
        ["(a) x"] * 10_000,
        ["## Article 5"] * 10_000,
        ["I" * 50_000],
        [f"12.{n} Word" for n in range(10_000)],
        ["word " * 12] * 20_000,
        ["Article " + " " * 50_000 + "x"],
        ["Points correspondants dans les conclusions Délais", "1, 2, " * 20_000 + "x"],
        ["a | " * 20_000],
        ["Annex I"] * 5_000,
    ],
)
def test_no_line_makes_it_slow(lines: list[str]) -> None:
    cleaned = clean(RawDocument("text", ("\n".join(lines),)))
    start = time.process_time()
    read_outline(cleaned.lines)
    assert time.process_time() - start < 4
