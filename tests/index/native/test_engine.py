"""The compiled functions do what a few lines of Python do, and each library is of the source beside it."""

from __future__ import annotations

import subprocess
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import MissingEngine
from index.native import library
from index.native.engine import (
    Matcher,
    TokensThere,
    count_postings,
    decode_postings,
    encode_bags,
    encode_postings,
    ended,
    invert,
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


@given(TOKENS)
def test_tokens_are_those_of_sets(texts: list[list[int]]) -> None:
    stream, sizes = encode_bags([np.array(text, np.int32) for text in texts])
    ends = np.cumsum(sizes)
    spans = np.stack([ends - sizes, ends], axis=1)
    there = TokensThere([(ended([stream]), spans)], 40_001)
    assert there.ids.tolist() == sorted({token for text in texts for token in text})
    similarities = np.sin(np.arange(3 * len(there.ids), dtype=np.float32)).reshape(-1, 3)
    (found,) = there.best_matches(similarities)
    place = {token: number for number, token in enumerate(there.ids.tolist())}
    for text, best in zip(texts, found, strict=True):
        lines = similarities[[place[token] for token in text]]
        np.testing.assert_array_equal(best, np.maximum(lines.max(axis=0, initial=0), 0))


def test_a_token_or_a_row_beyond_the_last_is_not_followed() -> None:
    stream, sizes = encode_bags([np.array([1, 90_000], np.int32)])
    assert TokensThere([(ended([stream]), np.array([[0, sizes[0]]]))], 100).ids.tolist() == [1]
    stream, offsets = encode_postings(np.array([1, 500], np.uint32), np.ones(2, np.uint32), np.array([0, 2]))
    words, spans, shares = np.array([0, 1]), np.array([0, offsets[1]]), np.ones(1, np.float32)
    classes, norms = np.zeros(2, np.uint16), np.ones(1, np.float32)
    given = [array.ctypes.data for array in (stream, words, spans, shares)]
    asked = [*given, 1, classes.ctypes.data, norms.ctypes.data, 2]
    rows, scores, _ = Matcher(2).match(asked, 5, 0.0, None, np.array([0, 700], np.uint32))
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
    subprocess.run(["cc", *given, str(library.SOURCE), "-o", str(tmp_path / "engine")], check=True)
