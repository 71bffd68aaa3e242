"""Training on a tiny corpus: it learns, does so the same way twice, and what it writes loads everywhere."""

from __future__ import annotations

import json
import lzma
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console
from tokenizers import Tokenizer

from index.embedding import FloatArray, StaticEmbedder
from index.training import export, pairs, vocabulary
from index.training.pairs import BadTrainingData, Pair
from index.training.train import Recipe, main, rate_share, train_vectors

ROOT = Path(__file__).parents[3]

# Subjects, verbs and objects: every sentence of the one language has one translation in the other.
SUBJECTS = [
    ("the crew", "l’équipe"),
    ("the baker", "le boulanger"),
    ("a member", "un membre"),
    ("the board", "le conseil"),
]
VERBS = [("repairs", "répare"), ("sells", "vend"), ("counts", "compte"), ("paints", "peint")]
OBJECTS = [("boats", "des bateaux"), ("ovens", "des fours"), ("chairs", "des chaises"), ("bells", "des cloches")]
ALIGNED = [
    Pair(f"{s} {v} {o}", f"{sujet} {verbe} {objet}", "made up")
    for s, sujet in SUBJECTS
    for v, verbe in VERBS
    for o, objet in OBJECTS
]
RECIPE = Recipe(dimension=16, epochs=30, batch=16, rate=0.05, seed=3)


def tokenizer() -> Tokenizer:
    """Learn the vocabulary of the tiny corpus."""
    return vocabulary.train_tokenizer((side for pair in ALIGNED for side in (pair.left, pair.right)), 300)


def trained(recipe: Recipe = RECIPE) -> FloatArray:
    """Train on the tiny corpus."""
    return train_vectors(ALIGNED, tokenizer(), recipe, Console(quiet=True))


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Train and write a model."""
    folder = tmp_path_factory.mktemp("trained") / "model"
    export.save(folder, tokenizer(), trained())
    return folder


def paired_first(embedder: StaticEmbedder, data: Sequence[Pair]) -> float:
    """Return the share of left texts whose nearest right text is their own."""
    left, right = (embedder.encode([getattr(pair, side) for pair in data]) for side in ("left", "right"))
    return float(((left @ right.T).argmax(axis=1) == np.arange(len(data))).mean())


# Learning -----------------------------------------------------------------------------------------------------


def test_it_learns_what_goes_together(model: Path, tmp_path: Path) -> None:
    untrained = np.random.default_rng(0).normal(size=(tokenizer().get_vocab_size(), 16)).astype(np.float32)
    export.save(tmp_path / "random", tokenizer(), untrained)
    assert paired_first(StaticEmbedder(model), ALIGNED) >= 0.95
    assert paired_first(StaticEmbedder(tmp_path / "random"), ALIGNED) < 0.3


def test_the_same_seed_gives_the_same_bytes(model: Path, tmp_path: Path) -> None:
    export.save(tmp_path / "again", tokenizer(), trained())
    for name in ("model.safetensors", "tokenizer.json"):
        assert (tmp_path / "again" / name).read_bytes() == (model / name).read_bytes()
    assert not np.array_equal(trained(Recipe(16, 1, 16, 0.05, seed=3)), trained(Recipe(16, 1, 16, 0.05, seed=4)))


def test_sentence_transformers_loads_what_was_written(model: Path) -> None:
    from sentence_transformers import SentenceTransformer

    texts = [ALIGNED[0].left, ALIGNED[-1].right, "bells bells", ""]
    expected = SentenceTransformer(str(model)).encode(texts, convert_to_numpy=True)
    np.testing.assert_allclose(StaticEmbedder(model).encode(texts), expected, atol=1e-5)


def test_lengths_are_flattened_and_directions_kept() -> None:
    vectors = np.random.default_rng(2).normal(size=(20, 8)).astype(np.float32) * np.arange(20)[:, None]
    flat = export.flatten(vectors, 0.5)
    lengths = np.linalg.norm(vectors, axis=1)
    np.testing.assert_allclose(np.linalg.norm(flat, axis=1), np.sqrt(lengths), rtol=1e-5)
    np.testing.assert_allclose(flat * lengths[:, None], vectors * np.sqrt(lengths)[:, None], rtol=1e-4)


def test_rounding_to_bytes_keeps_the_vectors() -> None:
    vectors = np.random.default_rng(1).normal(size=(50, 32)).astype(np.float32)
    vectors[7] = 0
    rows, scales = export.quantise(vectors)
    assert rows.dtype == np.int8
    np.testing.assert_allclose(rows * scales[:, None], vectors, atol=float(np.abs(vectors).max()) / 254 + 1e-6)


def test_the_rate_rises_then_falls_to_nothing() -> None:
    shares = [rate_share(step, 1000) for step in range(1001)]
    assert shares[0] == pytest.approx(1 / 50)
    assert max(shares) == shares[50] == 1.0
    assert shares[:50] == sorted(shares[:50])
    assert shares[50:] == sorted(shares[50:], reverse=True)
    assert shares[1000] == 0.0
    assert all(0 <= rate_share(step, steps) <= 1 for steps in (1, 2, 7) for step in range(steps + 1))


def test_too_few_pairs_for_a_batch() -> None:
    with pytest.raises(BadTrainingData, match="64 pairs do not fill one batch of 65"):
        trained(Recipe(batch=65))


# Data ---------------------------------------------------------------------------------------------------------


def test_aligned_files_may_be_compressed_and_name_their_source(tmp_path: Path) -> None:
    (tmp_path / "plain.tsv").write_text("a vote\tun vote\ttalks\n\tempty side\nan oven\tun four\n", encoding="utf-8")
    (tmp_path / "small.tsv.xz").write_bytes(lzma.compress(b"a bell\tune cloche\n"))
    found = pairs.load(tmp_path)
    assert sorted((pair.left, pair.right, pair.source) for pair in found) == [
        ("a bell", "une cloche", "small.tsv"),
        ("a vote", "un vote", "talks"),
        ("an oven", "un four", "plain"),
    ]


@pytest.mark.parametrize("line", ["no tab here", "one\ttwo\tthree\tfour"])
def test_a_malformed_line_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "bad.tsv").write_text(f"a vote\tun vote\n{line}\n", encoding="utf-8")
    with pytest.raises(BadTrainingData, match=r"bad\.tsv:2: expected two or three columns, found"):
        pairs.load(tmp_path)


def test_notes_and_headings_of_sections_ask_for_their_text_in_both_languages(tmp_path: Path) -> None:
    section = {"note_en": "Quorum", "note_fr": "Quorum (fr)", "headings_en": ["Act", "Part", "Meetings"]}
    section |= {"text_en": "Half the members.", "text_fr": "La moitié des membres."}
    (tmp_path / "my-sections.jsonl").write_text(json.dumps(section) + "\n", encoding="utf-8")
    found = {(pair.left, pair.right) for pair in pairs.load(tmp_path)}
    assert ("Quorum", "Half the members.") in found
    assert ("Part — Meetings — Quorum", "La moitié des membres.") in found
    assert ("Quorum (fr)", "Half the members.") in found
    (tmp_path / "my-sections.jsonl").write_text("{}\n{", encoding="utf-8")
    with pytest.raises(BadTrainingData, match=r"my-sections\.jsonl:2: not JSON"):
        pairs.load(tmp_path)


def test_terms_are_paired_in_every_two_languages(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text("a vote\tun vote\n", encoding="utf-8")
    glossary = tmp_path / "terms.csv"
    glossary.write_text("en,fr,es\nshare,part,cuota\nfund,fonds,\n", encoding="utf-8")
    found = {(pair.left, pair.right) for pair in pairs.load(tmp_path, glossary) if pair.source == "terms"}
    assert found == {("share", "part"), ("share", "cuota"), ("part", "cuota"), ("fund", "fonds")}
    glossary.write_text("english,french\nshare,part\n", encoding="utf-8")
    with pytest.raises(BadTrainingData, match="expected columns en, fr and es"):
        pairs.load(tmp_path, glossary)


def test_a_plentiful_source_is_capped_and_symbols_are_dropped(tmp_path: Path) -> None:
    lines = [f"debate {i}\tdébat {i}\ttalks" for i in range(50)] + ["—\tun tiret\trare", "a dash\tun tiret\trare"]
    (tmp_path / "a.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = pairs.load(tmp_path, limits={"talks": 20})
    assert len([pair for pair in found if pair.source == "talks"]) == 20
    assert [pair.left for pair in found if pair.source == "rare"] == ["a dash"]
    assert found == pairs.load(tmp_path, limits={"talks": 20})


def test_a_folder_without_data(tmp_path: Path) -> None:
    with pytest.raises(BadTrainingData, match="no training data in"):
        pairs.load(tmp_path)


def test_sentences_of_a_test_are_not_learnt_from_whatever_their_case_and_typography(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text("A vote!\tun vote\nan oven\tun four\nthe bell\tla cloche\n", encoding="utf-8")
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "t.tsv").write_text("a vote\tx\nun FOUR.\ty\n", encoding="utf-8")
    excluded = pairs.sentences_of([tmp_path / "tests" / "t.tsv"])
    assert [pair.left for pair in pairs.load(tmp_path, excluded=excluded)] == ["the bell"]


def test_a_section_gives_questions_and_sentences_of_its_text(tmp_path: Path) -> None:
    english, french = (["One rule.", "Two rules.", "Three."], ["Une règle.", "Deux règles.", "Trois."])
    section = {"note_en": "Quorum", "text_en": " ".join(english), "text_fr": " ".join(french)}
    (tmp_path / "my-sections.jsonl").write_text(json.dumps(section) + "\n", encoding="utf-8")
    found = pairs.load(tmp_path)
    asked = [pair.left for pair in found if pair.source == "sections/question"]
    assert len(asked) == 2 and all("Quorum" in question and question != "Quorum" for question in asked)
    taken_out = [pair for pair in found if pair.source == "sections/sentence"]
    assert len(taken_out) == 4
    assert all(pair.left in [*english, *french] and pair.left not in pair.right for pair in taken_out)


# The command --------------------------------------------------------------------------------------------------


def test_the_command_says_how_it_is_used() -> None:
    run = [sys.executable, "-m", "index.training.train", "--help"]
    shown = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, timeout=120, check=True)
    assert "--glossary" in shown.stdout


def test_the_command_writes_a_model_with_its_card_or_says_what_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, output = tmp_path / "data", tmp_path / "model"
    data.mkdir()
    lines = [f"{pair.left}\t{pair.right}\tmade-up" for pair in ALIGNED]
    (data / "a.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    small = ["--dimension", "8", "--epochs", "1", "--batch", "16", "--vocabulary", "200"]
    assert main(["--data", str(data), "--output", str(output), *small]) == 0
    assert StaticEmbedder(output).dimension == 8
    assert "## Scores" not in (output / "README.md").read_text(encoding="utf-8")
    assert "| made-up | 64 |" in (output / "README.md").read_text(encoding="utf-8")
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "held-back.tsv").write_text("\n".join(line[: line.rindex("\t")] for line in lines[:9]) + "\n")
    scored = ["--tests", str(tmp_path / "tests")]
    assert main(["--data", str(data), "--output", str(output), *small, *scored]) == 0
    card = (output / "README.md").read_text(encoding="utf-8")
    assert "| held-back |" in card and "| made-up | 55 |" in card
    assert str(tmp_path) not in (output / "README.md").read_text(encoding="utf-8")
    (data / "a.tsv").write_text("no columns\n", encoding="utf-8")
    assert main(["--data", str(data), "--output", str(output)]) == 1
    assert "expected two or three columns" in " ".join(capsys.readouterr().err.split())
