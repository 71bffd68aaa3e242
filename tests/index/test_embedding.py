"""The embedded model gives Sentence Transformers' vectors without its weight; other models are used as they ask."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import load_file, save_file
from tokenizers import Tokenizer

from assistant.settings import Settings
from index.embedding import DEFAULT_MODEL, Embedder, SentenceTransformerEmbedder, StaticEmbedder, load_embedder
from index.errors import MissingModel

ROOT = Path(__file__).parents[2]
TEXTS = [
    "The general assembly adopts the accounts of the cooperative.",
    "L’assemblée générale approuve les comptes de la coopérative, n° 12.",
    "La asamblea general aprueba las cuentas de la cooperativa. ¿Y el órgano de control?",
    "",
    " \n\t ",
    "🙂 👩‍👩‍👧 ☃",
    "Economie sociale… ÉCONOMIE SOCIALE ; e\u0301conomie",
    "a\u00a0b\u2009c\x1fd\u0085e\u200bf",
    "x" * 5_000,
    "dividende et salaires " * 500,
]


def copied(model: Path, to: Path) -> Path:
    """Copy a model's folder."""
    shutil.copytree(model, to)
    return to


def cosine(embedder: Embedder, left: str, right: str) -> float:
    """Return the cosine of two passages."""
    vectors = embedder.encode_passages([left, right])
    return float(vectors[0] @ vectors[1])


@lru_cache
def whole_texts() -> Tokenizer:
    """Return the tokenizer of the embedded model as its library loads it."""
    return Tokenizer.from_file(str(DEFAULT_MODEL / "tokenizer.json"))


@pytest.fixture(scope="module")
def small_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a Sentence Transformers model of five words, with a prompt for questions and one for passages."""
    torch = pytest.importorskip("torch")
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import models, pre_tokenizers

    words = ["[UNK]", "query", "passage", "member", "vote"]
    tokenizer = Tokenizer(models.WordLevel({word: i for i, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    torch.manual_seed(7)
    folder = tmp_path_factory.mktemp("small") / "model"
    module = StaticEmbedding(tokenizer, embedding_dim=8)
    SentenceTransformer(modules=[module], prompts={"query": "query ", "document": "passage "}).save(str(folder))
    return folder


# The embedded model -------------------------------------------------------------------------------------------


def test_vectors_are_those_of_sentence_transformers(static: StaticEmbedder) -> None:
    from sentence_transformers import SentenceTransformer

    expected = SentenceTransformer(str(DEFAULT_MODEL)).encode(TEXTS, convert_to_numpy=True)
    vectors = static.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), static.dimension)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(vectors, expected, atol=1e-5)


@given(st.lists(st.text(max_size=60), max_size=4))
def test_tokens_are_those_of_the_tokenizer_on_whole_texts(static: StaticEmbedder, texts: list[str]) -> None:
    expected = [whole_texts().encode(text, add_special_tokens=False).ids for text in texts]
    assert [ids.tolist() for ids in static.token_ids(texts)] == expected


def test_vectors_have_unit_length_and_an_empty_text_has_none(static: StaticEmbedder) -> None:
    lengths = np.linalg.norm(static.encode(["La coopérative.", "", "   "]), axis=1)
    np.testing.assert_allclose(lengths, [1.0, 0.0, 0.0], atol=1e-6)
    assert static.encode([]).shape == (0, static.dimension)


def test_a_very_long_text_keeps_its_precision(static: StaticEmbedder) -> None:
    np.testing.assert_allclose(static.encode(["dividende " * 20_000]), static.encode(["dividende"]), atol=1e-5)


def test_half_a_surrogate_pair_is_a_character_like_another(static: StaticEmbedder) -> None:
    np.testing.assert_array_equal(static.encode(["vote \ud83d"]), static.encode(["vote ?"]))


def test_translations_are_nearer_than_neighbours(static: StaticEmbedder) -> None:
    english = "Workers elect the board of the cooperative."
    for translation in (
        "Les travailleurs élisent le conseil de la coopérative.",
        "Los trabajadores eligen el consejo de la cooperativa.",
    ):
        assert (
            cosine(static, english, translation) > cosine(static, english, "The oven was repaired last winter.") + 0.3
        )


def test_the_model_is_small_enough_to_ship() -> None:
    assert sum(path.stat().st_size for path in DEFAULT_MODEL.rglob("*") if path.is_file()) <= 25_000_000


def test_finding_imports_no_heavy_library(settings: Settings) -> None:
    code = (
        "import sys; from assistant.service import Assistant; from assistant.settings import read_settings\n"
        "assert Assistant(read_settings()).find('who votes in the assembly?').hits[0].locator == '2'\n"
        "print(*sorted({'torch', 'sentence_transformers', 'transformers', 'gradio', 'langchain'} & set(sys.modules)))"
    )
    environment = {"ALINEA_HOME": str(settings.home), "ALINEA_NOTES": "0"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60
    )
    assert (done.stdout.strip(), done.returncode) == ("", 0), done.stderr


# Damage -------------------------------------------------------------------------------------------------------


def without_tensor(folder: Path) -> None:
    """Keep the weights, but under another name."""
    tensors = load_file(folder / "model.safetensors")
    save_file({"other": tensors["embeddings"]}, folder / "model.safetensors")


def fewer_rows(folder: Path) -> None:
    """Keep some of the rows only."""
    tensors = load_file(folder / "model.safetensors")
    save_file({name: rows[:100] for name, rows in tensors.items()}, folder / "model.safetensors")


def fewer_scales(folder: Path) -> None:
    """Keep some of the scales only."""
    tensors = load_file(folder / "model.safetensors")
    save_file({**tensors, "weights": tensors["weights"][:100]}, folder / "model.safetensors")


def not_at_spaces(folder: Path) -> None:
    """Make the tokenizer one whose tokens may hold spaces."""
    tokenizer = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
    (folder / "tokenizer.json").write_text(json.dumps({**tokenizer, "pre_tokenizer": None}), encoding="utf-8")


DAMAGE: dict[str, tuple[Callable[[Path], object], str]] = {
    "no weights": (lambda folder: (folder / "model.safetensors").unlink(), "missing model.safetensors"),
    "no tokenizer": (lambda folder: (folder / "tokenizer.json").unlink(), "missing tokenizer.json"),
    "cut weights": (lambda folder: (folder / "model.safetensors").write_bytes(b"\x00" * 40), "damaged"),
    "wrong tokenizer": (lambda folder: (folder / "tokenizer.json").write_text("{}"), "damaged"),
    "another model": (without_tensor, "not that of a static embedding"),
    "fewer rows": (fewer_rows, "more tokens"),
    "fewer scales": (fewer_scales, "weights of shape"),
    "other tokens": (not_at_spaces, "white space"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_model_is_said_to_be_missing(damage: str, tmp_path: Path) -> None:
    folder = copied(DEFAULT_MODEL, tmp_path / "model")
    spoil, told = DAMAGE[damage]
    spoil(folder)
    with pytest.raises(MissingModel, match=told) as raised:
        StaticEmbedder(folder)
    assert str(folder) in str(raised.value)


def test_the_fingerprint_changes_with_the_weights_only(tmp_path: Path, static: StaticEmbedder) -> None:
    folder = copied(DEFAULT_MODEL, tmp_path / "model")
    (folder / "README.md").write_text("another card")
    assert StaticEmbedder(folder).fingerprint == static.fingerprint
    tensors = load_file(folder / "model.safetensors")
    tensors["embeddings"][0, 0] += 1
    save_file(tensors, folder / "model.safetensors")
    assert StaticEmbedder(folder).fingerprint != static.fingerprint


# Other models -------------------------------------------------------------------------------------------------


def test_without_a_setting_the_embedded_model_is_used(static: StaticEmbedder) -> None:
    for nothing in (None, ""):
        chosen = load_embedder(nothing)
        assert isinstance(chosen, StaticEmbedder)
        assert chosen.fingerprint == static.fingerprint


def test_a_model_gets_the_prompts_it_declares(small_model: Path) -> None:
    embedder = load_embedder(str(small_model))
    plain = StaticEmbedder(small_model)  # the same weights, no prompts
    assert embedder.dimension == 8
    np.testing.assert_allclose(embedder.encode_queries(["member vote"]), plain.encode(["query member vote"]), atol=1e-6)
    np.testing.assert_allclose(embedder.encode_passages(["vote"]), plain.encode(["passage vote"]), atol=1e-6)
    assert not np.allclose(embedder.encode_queries(["vote"]), embedder.encode_passages(["vote"]))


def test_another_models_fingerprint_changes_with_weights_and_prompts(small_model: Path, tmp_path: Path) -> None:
    same = load_embedder(str(copied(small_model, tmp_path / "same")))
    assert same.fingerprint == load_embedder(str(small_model)).fingerprint
    heavier = copied(small_model, tmp_path / "heavier")
    tensors = load_file(heavier / "model.safetensors")
    save_file({name: weights + 1 for name, weights in tensors.items()}, heavier / "model.safetensors")
    prompted = copied(small_model, tmp_path / "prompted")
    settings = json.loads((prompted / "config_sentence_transformers.json").read_text(encoding="utf-8"))
    settings["prompts"]["query"] = "passage "
    (prompted / "config_sentence_transformers.json").write_text(json.dumps(settings), encoding="utf-8")
    found = {load_embedder(str(folder)).fingerprint for folder in (small_model, heavier, prompted)}
    assert len(found) == 3


@pytest.mark.parametrize("damage", ["no folder", "cut weights", "cut settings"])
def test_another_model_that_cannot_be_loaded_is_missing(damage: str, small_model: Path, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    if damage != "no folder":
        copied(small_model, folder)
        (folder / ("model.safetensors" if damage == "cut weights" else "modules.json")).write_bytes(b"{")
    with pytest.raises(MissingModel, match=str(folder)):
        SentenceTransformerEmbedder(str(folder))
