"""Translations are learnt from aligned sentences: each word's own, not those that merely stand beside it."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from corpus.types import Language
from index.query.lexicon import Lexicon
from index.training import lexicon as learning
from index.training.lexicon import kept, main, model1, occurrences
from index.training.pairs import Pair

# “the” stands everywhere and is a stop word; “red” and “boat” often stand together, and alone now and then.
ALIGNED = [
    ("red boat", "bateau rouge"),
    ("red boat", "bateau rouge"),
    ("boat", "bateau"),
    ("red oven", "four rouge"),
    ("oven", "four"),
    ("oven", "four"),
    ("blue boat", "bateau bleu"),
    ("blue oven", "four bleu"),
    ("blue", "bleu"),
    ("blue", "bleu"),
    ("red", "rouge"),
] * 2


def test_model_1_agrees_with_its_definition_computed_plainly() -> None:
    sides = [
        occurrences([pair[side] for pair in ALIGNED], language)
        for side, language in ((0, Language.EN), (1, Language.FR))
    ]
    (source, sources), (target, targets) = sides
    found = model1(source, target, iterations=3).toarray()
    shares = {(e, f): 1.0 for e in [*sources, None] for f in targets}
    for _ in range(3):
        counts = dict.fromkeys(shares, 0.0)
        for english, french in ALIGNED:
            words = [*(stem for stem in english.split()), None]
            for f in french.split():
                stem = next(each for each in targets if f.startswith(each))
                whole = sum(shares[e, stem] for e in words)
                for e in words:
                    counts[e, stem] += shares[e, stem] / whole
        totals = {e: sum(counts[e, f] for f in targets) for e in [*sources, None]}
        shares = {(e, f): counts[e, f] / totals[e] for e, f in shares}
    for row, e in enumerate([*sources, None]):
        for column, f in enumerate(targets):
            assert found[row, column] == pytest.approx(shares[e, f], abs=1e-5)


def test_each_word_finds_its_own_translation() -> None:
    (source, sources), (target, targets) = (
        occurrences([pair[side] for pair in ALIGNED], language)
        for side, language in ((0, Language.EN), (1, Language.FR))
    )
    likeliest = {stem: targets[found[0][0]] for stem, found in zip(sources, kept(model1(source, target)), strict=True)}
    assert likeliest == {"blue": "bleu", "boat": "bateau", "oven": "four", "red": "roug"}


def test_what_is_learnt_is_read_back(tmp_path: Path) -> None:
    data = {(Language.EN, Language.FR): [Pair(left, right, "made up") for left, right in ALIGNED]}
    np.savez_compressed(tmp_path / "l.npz", allow_pickle=False, **learning.learn(data, Console(file=io.StringIO())))
    read = Lexicon(tmp_path / "l.npz")
    assert next(iter(read.translations("boat", Language.EN, Language.FR))) == "bateau"
    assert next(iter(read.translations("four", Language.FR, Language.EN))) == "oven"


def test_the_command_leaves_the_sentences_of_tests_out(tmp_path: Path) -> None:
    lines = [f"{left}\t{right}\tmade-up" for left, right in ALIGNED]
    (tmp_path / "en-fr.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "held.tsv").write_text("Oven!\tFOUR\nblue oven\tfour bleu\nred oven\tx\n", encoding="utf-8")
    output = tmp_path / "l.npz"
    assert main(["--data", str(tmp_path), "--tests", str(tmp_path / "tests"), "--output", str(output)]) == 0
    read = Lexicon(output)
    assert read.translations("boat", Language.EN, Language.FR)
    assert not read.translations("oven", Language.EN, Language.FR)


def test_a_folder_without_aligned_files(tmp_path: Path) -> None:
    assert main(["--data", str(tmp_path), "--output", str(tmp_path / "l.npz")]) == 1
    assert not (tmp_path / "l.npz").exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("en-fr.tsv", b"hello\tbonjour\n"),
        ("en-fr.tsv", b"a\xff\tb\n"),
        ("en-fr.tsv.xz", b"no xz"),
        ("de-en.tsv", b"a\tb\n"),
    ],
)
def test_useless_data_writes_nothing(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    assert main(["--data", str(tmp_path), "--output", str(tmp_path / "l.npz")]) == 1
    assert not (tmp_path / "l.npz").exists()
