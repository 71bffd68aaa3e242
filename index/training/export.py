"""Write a trained model as Sentence Transformers reads it, small: int8 rows with one scale each.

The layout is that of model2vec (`embeddings`, `weights`), which Sentence Transformers' StaticEmbedding folds back
into float32 rows when it loads the folder: row = int8 row * weight.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors.numpy import save_file
from tokenizers import Tokenizer

from index.embedding import LENGTH_POWER

_MODULES = [
    {
        "idx": 0,
        "name": "0",
        "path": ".",
        "type": "sentence_transformers.sentence_transformer.modules.static_embedding.StaticEmbedding",
    },
    {
        "idx": 1,
        "name": "1",
        "path": "1_Normalize",
        "type": "sentence_transformers.sentence_transformer.modules.normalize.Normalize",
    },
]


def flatten(vectors: npt.NDArray[np.float32], power: float = LENGTH_POWER) -> npt.NDArray[np.float32]:
    """Return the rows (n, d) with their lengths raised to a power; a zero row stays zero."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors * np.where(lengths > 0, lengths, 1) ** (power - 1), dtype=np.float32)


def quantise(vectors: npt.NDArray[np.float32]) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """Return int8 rows (n, d) and the n scales that undo them: the largest value of each row becomes 127."""
    scales = np.abs(vectors).max(axis=1).clip(min=1e-12) / 127.0
    return np.rint(vectors / scales[:, None]).astype(np.int8), scales.astype(np.float32)


def save(folder: Path, tokenizer: Tokenizer, vectors: npt.NDArray[np.float32]) -> None:
    """Write the model to `folder`, which `SentenceTransformer(folder)` then loads; lengths are flattened."""
    (folder / "1_Normalize").mkdir(parents=True, exist_ok=True)
    rows, scales = quantise(flatten(vectors))
    save_file({"embeddings": rows, "weights": scales}, folder / "model.safetensors")
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    (folder / "modules.json").write_text(json.dumps(_MODULES, indent=1) + "\n", encoding="utf-8")
    (folder / "1_Normalize" / "config.json").write_text("{}\n", encoding="utf-8")
    settings = {"model_type": "SentenceTransformer", "prompts": {}, "similarity_fn_name": "cosine"}
    (folder / "config_sentence_transformers.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def write_card(
    folder: Path,
    counts: Mapping[str, int],
    options: Mapping[str, object],
    seconds: float,
    scores: Mapping[str, Mapping[str, float]],
) -> None:
    """Write the model card: what it learnt from and how, how large it is, how well it does, what it is not good at.

    `scores` are the accuracies `forward` and `backward` on each file of aligned sentences that was kept out.
    """
    rows = "\n".join(f"| {name} | {count:,} |" for name, count in sorted(counts.items(), key=lambda item: -item[1]))
    skipped = ("data", "output", "glossary", "tests")
    recipe = "\n".join(f"- {name}: {value}" for name, value in options.items() if name not in skipped)
    size = sum((folder / name).stat().st_size for name in ("model.safetensors", "tokenizer.json")) / 1e6
    measured = "\n".join(
        f"| {name} | {each['forward']:.3f} | {each['backward']:.3f} |" for name, each in scores.items()
    )
    table = f"""
## Scores

The nearest sentence of the other language is the aligned one, in both directions. No pair with one of these sentences
on either side was learnt from, whatever its case, accents and punctuation.

| set | forward | backward |
|---|---|---|
{measured}
"""
    (folder / "README.md").write_text(
        f"""# alinea-static

A static sentence embedding for English, French and Spanish, trained by `index/training`: the vector of a text is
the mean of its tokens' vectors, unit length. int8 rows with a scale each, the trained lengths raised to the power
{LENGTH_POWER}; {size:.1f} MB; loads with `SentenceTransformer(folder)`.

## Data

| source | pairs in an epoch |
|---|---|
{rows}

`laws/*` and `sections/*`: Canadian acts and regulations, Open Government Licence – Canada. `europarl`: debates of the
European Parliament. `esco`: European classification of occupations and skills, European Commission, reuse with
attribution. `tatoeba`: CC BY 2.0 FR, English–Spanish and French–Spanish only (English–French Tatoeba is a test).
`wmt-news`, `sdg`: news commentary and the Sustainable Development Goals. `terms`: terms of the field, three languages.

## Recipe

{recipe}
- trained in {seconds / 60:.0f} minutes
{table if scores else ""}
## Limits

It knows words, not word order: “A pays B” and “B pays A” have one vector. Names and numbers are weak: keyword search
does that part. Other languages than the three are not supported.
""",
        encoding="utf-8",
    )
