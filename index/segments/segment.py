"""A segment: the passages of some versions with their vectors, keywords and tokens, in a folder that never changes.

    versions.json.gz  the versions, and how many passages each has
    passage-*.npy     the table of passages (`index.segments.passage_table`), and the version and the context of each
    vectors.faiss     the vectors, or where another store than FAISS has them: the suffix is the store's name
    keyword-*.npy     the postings
    text-*.npy        the tokens of each passage's text
    context-*.npy     the tokens of each distinct context: a title and its headings stand over many passages

Passages of versions that are gone or were replaced stay in it, dead, until it is merged into another.
"""

from __future__ import annotations

import gzip
import json
import weakref
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from index.arrays import load_array, numbered, save_array
from index.embedding import Models
from index.matching.late_interaction import Question, TokenIndex
from index.matching.postings import Postings
from index.native.engine import encode_bags
from index.segments.passage_table import PassageTable
from index.segments.preparation import Prepared, preparing
from index.stores import DEFAULT, filling, store_of
from index.stores.contract import VectorWriter
from index.types import Passage

Progress = Callable[[float, str], None]
FloatArray = npt.NDArray[np.float32]
RowArray = npt.NDArray[np.int64]

_VERSIONS = "versions.json.gz"
_VECTORS = "vectors."

# The heading is every neighbour's too: it moves a passage's vector, but must not make neighbours alike.
_CONTEXT_SHARE = 0.3

# A word met in a passage's heading only counts half, for the same reason.
_CONTEXT_MATCH = 0.5


class VersionKey(NamedTuple):
    """Which version of which document, and a digest of all that its passages are made from."""

    document: str
    language: str
    status: str
    digest: str = ""


class Segment:
    """One segment, opened; its rows are 0 to size - 1, in the order of the passages' identifiers."""

    def __init__(self, folder: Path, dimension: int) -> None:
        """Load what `SegmentWriter` wrote, memory-mapped."""
        self.table = PassageTable.load(folder)
        self.size = len(self.table)
        self.postings = Postings.load(folder)
        place = next(folder.glob(_VECTORS + "*"), folder / (_VECTORS + DEFAULT))
        self.store = store_of(place).open(place, self.size, dimension)
        # Not before the last search that is under way is over: the segment may be left for a newer one meanwhile.
        weakref.finalize(self, self.store.close)
        self._texts, self._contexts = TokenIndex.load(folder / "text"), TokenIndex.load(folder / "context")
        self._context = load_array(folder / "passage-context.npy")

    def best_matches(self, question: Question, rows: RowArray) -> FloatArray:
        """Return each question token's best similarity in each of some rows, text or context (n, q)."""
        texts, contexts = self._texts.bags(rows), self._contexts.bags(self._context[rows])
        in_text, in_context = question.best_matches(texts, contexts)
        in_context *= np.float32(_CONTEXT_MATCH)
        return np.maximum(in_text, in_context, out=in_text)


@dataclass(frozen=True, slots=True)
class SegmentWriter:
    """Writes segments; `store` names the one that keeps the vectors."""

    models: Models
    store: str = DEFAULT
    progress: Progress = lambda done, label: None

    def write(
        self,
        folder: Path,
        passages: Sequence[Passage],
        *,
        pivot: float | None = None,
        digests: Mapping[tuple[str, str, str], str] | None = None,
    ) -> float:
        """Write a segment to an existing, empty folder. Return the pivot of its lengths (see `Postings.build`).

        `digests` has that of each version, by document, language and status; none is needed where nothing will be
        added.
        """
        passages = sorted(passages, key=lambda passage: passage.id)
        keys = [
            VersionKey(*place, (digests or {}).get(place, ""))
            for place in ((passage.document, str(passage.language), str(passage.status)) for passage in passages)
        ]
        versions = Counter(keys)
        numbers = {key: number for number, key in enumerate(versions)}
        stored = json.dumps([[*key, count] for key, count in versions.items()])
        (folder / _VERSIONS).write_bytes(gzip.compress(stored.encode(), mtime=0))
        save_array(folder / "passage-version.npy", np.array([numbers[key] for key in keys], np.uint32))
        contexts, context = numbered([passage.context for passage in passages])
        save_array(folder / "passage-context.npy", context)
        self.progress(0.05, "vectors")
        with ThreadPoolExecutor(1) as beside:
            with filling(folder / (_VECTORS + self.store), len(passages), self.models.embedder.dimension) as store:
                parts = self._write_vectors(folder, passages, list(contexts), context, store)
                self.progress(0.55, "keywords")
                keywords = beside.submit(Postings.build, [part.stems for part in parts], pivot)
                # The store is closed meanwhile, for the most part without Python's lock.
            postings, pivot = keywords.result()
        postings.save(folder)
        TokenIndex.joined([(part.tokens, part.token_sizes) for part in parts]).save(folder / "text")
        traits = np.concatenate([np.zeros(0, np.uint8), *(part.traits for part in parts)])
        PassageTable.build(passages, traits).save(folder)
        self.progress(1.0, "written")
        return pivot

    def _write_contexts(self, folder: Path, contexts: Sequence[str]) -> FloatArray:
        """Write the tokens of the distinct contexts. Return their vectors (c, dimension)."""
        embedder, static = self.models.embedder, self.models.static
        tokens = static.token_ids(contexts)
        TokenIndex.joined([encode_bags(tokens)]).save(folder / "context")
        return static.encode_tokens(tokens) if embedder is static else embedder.encode_passages(contexts)

    def _write_vectors(
        self,
        folder: Path,
        passages: Sequence[Passage],
        contexts: Sequence[str],
        context: npt.NDArray[np.uint32],
        store: VectorWriter,
    ) -> list[Prepared]:
        """Give the store the vectors (n, dimension): the text's, moved a little to the context's. Return all the rest.

        They have unit length. `context` has each passage's number among the distinct `contexts`.
        """
        embedder, static = self.models.embedder, self.models.static
        parts, start = list[Prepared](), 0
        with preparing(static, passages, folder, vectors=embedder is static) as prepared:
            context_vectors = self._write_contexts(folder, contexts)
            for part in prepared:
                batch = slice(start, start + len(part.lengths))
                start = batch.stop
                vectors = part.vectors
                if embedder is not static:
                    vectors = embedder.encode_passages([passage.text for passage in passages[batch]])
                vectors = vectors + _CONTEXT_SHARE * context_vectors[context[batch]]
                norms = np.linalg.norm(vectors, axis=1, keepdims=True)
                store.add(np.divide(vectors, norms, out=vectors, where=norms > 0))
                self.progress(0.05 + 0.5 * start / len(passages), "vectors")
                parts.append(part._replace(vectors=part.vectors[:0]))
        return parts


def read_versions(folder: Path) -> dict[VersionKey, int]:
    """Return the versions of a segment in their order, with the number of passages of each."""
    stored = json.loads(gzip.decompress((folder / _VERSIONS).read_bytes()))
    return {VersionKey(*key): count for *key, count in stored}


def rows_of(folder: Path, versions: Sequence[int]) -> npt.NDArray[np.bool_]:
    """Return which rows of a segment belong to the versions of these numbers (n,)."""
    return np.isin(load_array(folder / "passage-version.npy"), np.asarray(versions, np.uint32))
