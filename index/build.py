"""The library to an index generation: passages, their vectors, keywords and tokens, in one folder."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus.library import Library
from corpus.types import Status
from index.embedding import Embedder, StaticEmbedder
from index.expectation import traits
from index.keyword import KeywordIndex
from index.late import TokenIndex
from index.passages import passages_of
from index.snapshot import ManifestFacts, Snapshots
from index.stores.faiss_store import FaissStore
from index.types import Passage

Progress = Callable[[float, str], None]
FloatArray = npt.NDArray[np.float32]

VECTORS = "vectors.faiss"
PASSAGES = "passages.json"
TEXT_TOKENS = "text-tokens"
CONTEXT_TOKENS = "context-tokens"
TRAITS = "traits.npy"
_BATCH = 2048

# The heading is every neighbour's too: it moves a passage's vector, but must not make neighbours alike.
_CONTEXT_SHARE = 0.3


def collect_passages(library: Library, *, notes: bool) -> list[Passage]:
    """Return the passages of every version in the library, notes left out on demand, in a fixed order."""
    found: list[Passage] = []
    with library.reading():
        documents = {document.id: document for document in library.documents()}
        stored = library.renditions()
        for (document_id, _, status), rows in groupby(stored, key=lambda row: (row.document, row.language, row.status)):
            if notes or status is not Status.NOTE:
                found.extend(passages_of(documents[document_id], rows))
    return found


def matched_text(passage: Passage) -> str:
    """Return what is embedded and matched: the passage under the words that say what it is about."""
    return f"{passage.context}\n{passage.text}" if passage.context else passage.text


def build(
    library: Library,
    embedder: Embedder,
    static: StaticEmbedder,
    snapshots: Snapshots,
    *,
    notes: bool,
    progress: Progress = lambda done, label: None,
) -> Path:
    """Write a new generation for the library as it is, and make it current. Return its folder."""
    with library.reading():
        corpus_hash = library.fingerprint(notes=notes)
        passages = collect_passages(library, notes=notes)

    def write(folder: Path) -> ManifestFacts:
        """Write every file of the generation."""
        write_passages(folder, passages, embedder, static, progress)
        return ManifestFacts(
            model=embedder.name,
            model_hash=embedder.fingerprint,
            dimension=embedder.dimension,
            corpus_hash=corpus_hash,
            notes=notes,
            passages=len(passages),
            counts=dict(Counter(str(passage.language) for passage in passages)),
        )

    return snapshots.publish(write)


def write_passages(
    folder: Path,
    passages: Sequence[Passage],
    embedder: Embedder,
    static: StaticEmbedder,
    progress: Progress = lambda done, label: None,
) -> None:
    """Write the index of some passages to a folder."""
    FaissStore.build(_vectors(passages, embedder, progress)).save(folder / VECTORS)
    texts = [matched_text(passage) for passage in passages]
    progress(0.7, "keywords")
    KeywordIndex.build(texts, [passage.language for passage in passages]).save(folder)
    progress(0.85, "tokens")
    TokenIndex.build(static, [passage.text for passage in passages]).save(folder / TEXT_TOKENS)
    TokenIndex.build(static, [passage.context for passage in passages]).save(folder / CONTEXT_TOKENS)
    np.save(folder / TRAITS, traits([passage.text for passage in passages]), allow_pickle=False)
    rows = [[p.id, p.document, p.locator, p.language, p.status, p.kind] for p in passages]
    (folder / PASSAGES).write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    progress(1.0, "written")


def _vectors(passages: Sequence[Passage], embedder: Embedder, progress: Progress) -> FloatArray:
    """Return each passage's vector (n, dimension): its text's, moved a little towards its context's, unit length."""
    vectors = np.zeros((len(passages), embedder.dimension), np.float32)
    contexts = sorted({passage.context for passage in passages})
    numbers = {context: number for number, context in enumerate(contexts)}
    context_vectors = embedder.encode_passages(contexts)
    for start in range(0, len(passages), _BATCH):
        batch = passages[start : start + _BATCH]
        vectors[start : start + _BATCH] = embedder.encode_passages([passage.text for passage in batch])
        vectors[start : start + _BATCH] += _CONTEXT_SHARE * context_vectors[[numbers[p.context] for p in batch]]
        progress(0.6 * min(1.0, (start + _BATCH) / len(passages)), "vectors")
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(np.divide(vectors, norms, out=vectors, where=norms > 0), dtype=np.float32)
