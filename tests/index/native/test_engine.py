"""The compiled functions do what a few lines of Python do, and each library is of the source beside it."""

from __future__ import annotations

import subprocess
from collections import Counter
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import MissingEngine
from index.native import library
from index.native.engine import (
    Matcher,
    address,
    best_matches,
    count_postings,
    decode_postings,
    encode_bags,
    encode_postings,
    ended,
    invert,
    score_rows,
)

TERMS = 300  # gaps of one byte and of two
TEXTS = st.lists(st.lists(st.integers(0, TERMS - 1) | st.just(7), max_size=20), max_size=12)
TOKENS = st.lists(st.lists(st.integers(0, 40_000), max_size=20), min_size=1, max_size=6)
NONE = np.zeros(0, np.uint32)


def inverted(texts: list[list[int]]) -> dict[int, list[tuple[int, int]]]:
    """Return for each term the texts that have it, ascending, and how often."""
    found: dict[int, list[tuple[int, int]]] = {}
    for number, text in enumerate(texts):
        for term, count in Counter(text).items():
            found.setdefault(term, []).append((number, count))
    return found


@given(TEXTS, st.integers(0, 2**12 - 1))
def test_postings_are_those_of_a_dictionary(texts: list[list[int]], lives: int) -> None:
    words = np.array([term for text in texts for term in text], np.uint32)
    rows, counts, starts = invert(words, np.cumsum([0, *map(len, texts)]), TERMS)
    stream, offsets = encode_postings(rows, counts, starts)
    expected = inverted(texts)
    for term in range(TERMS):
        found = decode_postings(stream, int(offsets[term]), int(offsets[term + 1]))
        assert list(zip(*map(np.ndarray.tolist, found), strict=True)) == expected.get(term, [])
    live = np.array([bool(lives >> row & 1) for row in range(len(texts))], bool)
    frequencies = count_postings(stream, offsets, live)
    assert frequencies.tolist() == [sum(live[row] for row, _ in expected.get(term, [])) for term in range(TERMS)]


@pytest.mark.parametrize("number", [0, 1, 2, 3, 127, 128, 2**14 - 1, 2**14, 2**21, 2**29])
def test_gaps_and_counts_of_any_size_are_kept(number: int) -> None:
    rows, counts = np.array([number, number + 1, 2 * number + 2], np.uint32), np.array([number + 1, 1, 4], np.uint32)
    stream, offsets = encode_postings(rows, counts, np.array([0, 3]))
    found = decode_postings(stream, 0, int(offsets[1]))
    np.testing.assert_array_equal(found, [rows, counts])


@given(TOKENS, st.integers(1, 20), st.integers(0, 4))
def test_best_matches_are_those_of_every_token(texts: list[list[int]], dimension: int, count: int) -> None:
    rng = np.random.default_rng(dimension)
    vocabulary = rng.integers(-128, 128, (40_001, dimension), dtype=np.int8)
    asked = rng.integers(-1000, 1000, (count, dimension), dtype=np.int16)
    units, halves = rng.random(len(vocabulary), np.float32), np.full(count, 0.5, np.float32)
    stream, sizes = encode_bags([np.array(text, np.int32) for text in texts])
    ends = np.cumsum(sizes)
    spans = np.stack([ends - sizes, ends], axis=1)
    collections = [(ended([stream]), spans), (ended([stream]), spans[:1])]
    both, first = best_matches(asked, halves, vocabulary, units, collections)
    np.testing.assert_array_equal(both[:1], first)
    for text, best in zip(texts, both, strict=True):
        products = (vocabulary[text].astype(np.int32) @ asked.T.astype(np.int32)).astype(np.float32)
        cosines = products * units[text, None] * halves
        np.testing.assert_array_equal(best, np.maximum(cosines.max(axis=0, initial=0), 0))


@given(st.integers(1, 40), st.lists(st.integers(0, 29), max_size=25))
def test_scores_of_rows_are_their_products(dimension: int, rows: list[int]) -> None:
    rng = np.random.default_rng(dimension)
    vectors = rng.integers(-(2**15), 2**15, (30, dimension), dtype=np.int16)
    query = rng.standard_normal(dimension).astype(np.float32)
    found = score_rows(address(vectors), query, np.array(rows, np.int64))
    np.testing.assert_allclose(found, vectors[rows].astype(np.float64) @ query, rtol=1e-4, atol=1.0)
    np.testing.assert_array_equal(found, [score_rows(address(vectors), query, np.array([row]))[0] for row in rows])


SIZE = 10_000  # more passages than are added up at a time


@given(
    st.integers(0, 2**32 - 1),
    st.lists(st.integers(1, 3), max_size=4),
    st.integers(1, 30),
    st.booleans(),
    st.floats(0, 0.5, width=32),
)
def test_the_best_by_words_are_those_of_an_array(
    seed: int, words: list[int], wanted: int, filtered: bool, floor: float
) -> None:
    """Words of so many terms, from rare to frequent: sums are the same to the bit, and no passage is left out."""
    rng = np.random.default_rng(seed)
    rows = [np.flatnonzero(rng.random(SIZE) < rng.choice([0.0, 0.0005, 0.2])) for _ in range(sum(words))]
    counts = [rng.integers(1, 6, len(each)) for each in rows]
    starts = np.cumsum([0, *map(len, rows)])
    all_rows, all_counts = (np.concatenate([*each, NONE]).astype(np.uint32) for each in (rows, counts))
    stream, offsets = encode_postings(all_rows, all_counts, starts)
    first, spans = np.cumsum([0, *words]), np.stack([offsets[:-1], offsets[1:]], axis=1).reshape(-1)
    shares, norms = rng.random(sum(words), np.float32), np.linspace(0.3, 2, 50, dtype=np.float32)
    classes = rng.integers(0, 50, SIZE).astype(np.uint16)
    sums = np.zeros(SIZE, np.float32)
    for start, end in pairwise(first):
        best = np.zeros(SIZE, np.float32)
        for term in range(start, end):
            count = counts[term].astype(np.float32)
            worth = count / (count + norms[classes[rows[term]]]) * shares[term]
            best[rows[term]] = np.maximum(best[rows[term]], worth)
        sums += best
    allowed = rng.random(SIZE) < 0.5 if filtered else None
    good = (sums > 0) & (sums >= np.float32(floor)) & (True if allowed is None else allowed)
    reached = np.sort(sums[good])[-wanted] if np.count_nonzero(good) >= wanted else np.float32(floor)
    beside = np.unique(rng.integers(0, SIZE, 20)).astype(np.uint32)
    expected = np.union1d(np.flatnonzero(good & (sums >= reached)), beside)
    given = [array.ctypes.data for array in (stream, first, spans, shares)]
    asked = [*given, len(words), classes.ctypes.data, norms.ctypes.data, SIZE]
    found, scores, left = Matcher(SIZE).match(asked, len(shares), wanted, floor, allowed, beside)
    np.testing.assert_array_equal(found, expected)
    np.testing.assert_array_equal(scores, sums[expected])
    assert left == pytest.approx(reached, abs=1e-30)


def test_a_token_or_a_row_beyond_the_last_is_not_followed() -> None:
    stream, sizes = encode_bags([np.array([1, 90_000], np.int32)])
    vocabulary, units = np.ones((100, 1), np.int8), np.ones(100, np.float32)
    collection = ended([stream]), np.array([[0, sizes[0]]])
    (best,) = best_matches(np.full((1, 1), 7, np.int16), np.ones(1, np.float32), vocabulary, units, [collection])
    assert best.tolist() == [[7.0]]
    stream, offsets = encode_postings(np.array([1, 500], np.uint32), np.ones(2, np.uint32), np.array([0, 2]))
    words, spans, shares = np.array([0, 1]), np.array([0, offsets[1]]), np.ones(1, np.float32)
    classes, norms = np.zeros(2, np.uint16), np.ones(1, np.float32)
    given = [array.ctypes.data for array in (stream, words, spans, shares)]
    asked = [*given, 1, classes.ctypes.data, norms.ctypes.data, 2]
    rows, scores, _ = Matcher(2).match(asked, 1, 5, 0.0, None, np.array([0, 700], np.uint32))
    assert (rows.tolist(), scores.tolist()) == ([0, 1], [0.0, 0.5])


def test_there_is_a_library_of_this_source_for_each_kind_of_machine() -> None:
    kinds = [("linux", "x86_64"), ("linux", "aarch64"), ("darwin", "x86_64"), ("darwin", "arm64"), ("win32", "AMD64")]
    named = [library.library_name(*kind) for kind in kinds]
    folder = library.FOLDER / "lib"
    assert sorted(path.name for path in folder.iterdir()) == sorted(named)
    old = [name for name in named if library.source_digest().encode() not in (folder / name).read_bytes()]
    assert not old, f"run “make engine”: {old}"


def test_a_machine_without_a_library_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.machine", lambda: "riscv64")
    with pytest.raises(MissingEngine, match="linux-riscv64"):
        library.engine.__wrapped__()


@pytest.mark.skipif(subprocess.run(["which", "cc"], capture_output=True).returncode != 0, reason="no C compiler")
def test_the_source_compiles_without_a_warning(tmp_path: Path) -> None:
    given = ["-std=c11", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", '-DENGINE_SOURCE="test"']
    subprocess.run(["cc", *given, *map(str, library.SOURCES), "-o", str(tmp_path / "engine")], check=True)
