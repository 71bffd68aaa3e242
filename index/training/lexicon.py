"""Learn from aligned sentences which stems translate which, by IBM Model 1.

    python -m index.training.lexicon --data FOLDER --output index/models/lexicon.npz

Brown et al. 1993, “The mathematics of statistical machine translation”, section 4.1: each word of a sentence was
brought about by one word of the other sentence, or by none; expectation maximisation finds how often which. Words are
the stems that keyword search compares, each once a sentence.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import permutations
from pathlib import Path

import numpy as np
import numpy.typing as npt
from rich.console import Console
from scipy import sparse

from corpus.types import Language
from index.query.lexicon import LEXICON, SCALE
from index.query.stems import stems_of
from index.training import pairs

_NAME = re.compile(rf"({'|'.join(Language)})-({'|'.join(Language)})\.tsv")
_ITERATIONS = 5
_LEAST_OCCURRENCES = 4  # a stem met three times may be anything
_LONGEST = 40  # stems of a sentence: what is longer is a list, and aligns everything with everything
_SENTENCES_AT_ONCE = 20_000

# What is kept: the likely translations.
_LEAST_SHARE = 0.05
_MOST = 6


def occurrences(texts: Sequence[str], language: Language) -> tuple[sparse.csr_matrix, list[str]]:
    """Return which stem stands in which text (texts, stems), and the stems that are frequent enough, sorted."""
    found = [list(dict.fromkeys(stems_of(text, language)))[:_LONGEST] for text in texts]
    counts = Counter(stem for each in found for stem in each)
    known = sorted(stem for stem, count in counts.items() if count >= _LEAST_OCCURRENCES)
    numbers = {stem: number for number, stem in enumerate(known)}
    columns = [[numbers[stem] for stem in each if stem in numbers] for each in found]
    starts = np.cumsum([0, *map(len, columns)])
    flat = np.array([number for each in columns for number in each], np.int32)
    return sparse.csr_matrix((np.ones(len(flat), np.float32), flat, starts), shape=(len(texts), len(known))), known


def model1(source: sparse.csr_matrix, target: sparse.csr_matrix, iterations: int = _ITERATIONS) -> sparse.csr_matrix:
    """Return how probable each target stem is for each source stem, as (source stems + 1, target stems).

    `source` (n, s) and `target` (n, t) say which stems stand in the n sentences. The last row is that of no word.
    """
    source = sparse.hstack([source, np.ones((source.shape[0], 1), np.float32)]).tocsr()
    together = (source.T @ target).tocsr()
    together.sort_indices()
    rows = np.repeat(np.arange(together.shape[0]), np.diff(together.indptr))
    keys = rows.astype(np.int64) * target.shape[1] + together.indices
    blocks = [
        _meetings(source[start : start + _SENTENCES_AT_ONCE], target[start : start + _SENTENCES_AT_ONCE], keys)
        for start in range(0, source.shape[0], _SENTENCES_AT_ONCE)
    ]
    shares = np.ones(len(keys), np.float32)
    for _ in range(iterations):
        expected = np.zeros(len(keys))
        for places, starts, lengths in blocks:
            responsible = shares[places]
            responsible /= np.repeat(np.add.reduceat(responsible, starts), lengths) if len(starts) else 1
            counted = np.bincount(places, weights=responsible)
            expected[: len(counted)] += counted
        totals = np.bincount(rows, weights=expected, minlength=together.shape[0])
        shares = (expected / np.maximum(totals, 1e-12)[rows]).astype(np.float32)
    return sparse.csr_matrix((shares, together.indices, together.indptr), shape=together.shape)


def _meetings(
    source: sparse.csr_matrix, target: sparse.csr_matrix, keys: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return, for each target stem of each sentence, the places in `keys` of its pairs with the source stems.

    The places, one target stem after the other; where each one's begin; and how many each has (one at the least, for
    every sentence has the source stem that is no word).
    """
    sentence = np.repeat(np.arange(target.shape[0]), np.diff(target.indptr))
    lengths = np.diff(source.indptr)[sentence].astype(np.int64)
    starts = np.cumsum(lengths) - lengths
    within = np.arange(lengths.sum()) + np.repeat(source.indptr[sentence] - starts, lengths)
    met = source.indices[within].astype(np.int64) * target.shape[1] + np.repeat(target.indices, lengths)
    return np.searchsorted(keys, met).astype(np.int32), starts, lengths


def kept(table: sparse.csr_matrix) -> list[list[tuple[int, float]]]:
    """Return the likely translations of each source stem, likeliest first; the row of no word is left out."""
    found = []
    for row in range(table.shape[0] - 1):
        span = slice(table.indptr[row], table.indptr[row + 1])
        ranked = sorted(zip(table.indices[span], table.data[span], strict=True), key=lambda each: (-each[1], each[0]))
        found.append([(int(word), float(share)) for word, share in ranked[:_MOST] if share >= _LEAST_SHARE])
    return found


def arrays(
    name: str, sources: Sequence[str], words: Sequence[str], found: Sequence[Sequence[tuple[int, float]]]
) -> dict[str, npt.NDArray[np.generic]]:
    """Return one direction's table for `index.query.lexicon`; stems without a likely translation are left out."""
    rows = [(stem, each) for stem, each in zip(sources, found, strict=True) if each]
    used = sorted({word for _, each in rows for word, _ in each})
    numbers = {word: number for number, word in enumerate(used)}
    flat = [(numbers[word], share) for _, each in rows for word, share in each]
    return {
        f"{name}.source": np.frombuffer("\n".join(stem for stem, _ in rows).encode(), np.uint8),
        f"{name}.target": np.frombuffer("\n".join(words[word] for word in used).encode(), np.uint8),
        f"{name}.starts": np.cumsum([0, *(len(each) for _, each in rows)]).astype(np.uint32),
        f"{name}.words": np.array([word for word, _ in flat], np.uint16 if len(used) < 2**16 else np.uint32),
        f"{name}.shares": np.array([round(share * SCALE) for _, share in flat], np.uint8),
    }


def learn(
    data: Mapping[tuple[Language, Language], Sequence[pairs.Pair]], console: Console
) -> dict[str, npt.NDArray[np.generic]]:
    """Return the tables of every pair of languages, in both directions."""
    found: dict[str, npt.NDArray[np.generic]] = {}
    for languages, aligned in data.items():
        sides = [
            occurrences([getattr(pair, side) for pair in aligned], language)
            for side, language in zip(("left", "right"), languages, strict=True)
        ]
        for first, second in permutations((0, 1)):
            table = model1(sides[first][0], sides[second][0])
            name = f"{languages[first]}>{languages[second]}"
            found |= arrays(name, sides[first][1], sides[second][1], kept(table))
            console.log(f"{name}: {len(aligned):,} sentences, {len(found[f'{name}.starts']) - 1:,} stems")
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the aligned files, learn, write. Return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of aligned files named like en-fr.tsv.xz")
    parser.add_argument("--tests", type=Path, help="folder of aligned TSV files none of whose sentences may be learnt")
    parser.add_argument("--output", type=Path, default=LEXICON, help="file to write")
    options = parser.parse_args(arguments)
    console, started = Console(stderr=True), time.monotonic()
    excluded = pairs.sentences_of(sorted(options.tests.glob("*.tsv"))) if options.tests else frozenset()
    try:
        data = {
            (Language(path.name[:2]), Language(path.name[3:5])): pairs.without(pairs.aligned(path), excluded)
            for path in sorted(options.data.glob("*.tsv*"))
            if re.match(_NAME, path.name)
        }
    except pairs.BadTrainingData as exc:
        console.print(str(exc), style="red", markup=False)
        return 1
    if not data:
        console.print(f"no aligned files in {options.data}: expected en-fr.tsv.xz and the like", style="red")
        return 1
    tables = learn(data, console)
    if not any(len(table) for name, table in tables.items() if name.endswith(".source")):
        console.print(f"{options.data} is too little: no stem is met {_LEAST_OCCURRENCES} times", style="red")
        return 1
    with options.output.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **tables)
    console.log(f"written to {options.output} after {time.monotonic() - started:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
