"""Hybrid search: keywords, vectors and late interaction over all languages, collapsed to paragraphs."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus.glossary import Glossary
from corpus.language import detect
from corpus.library import Library, whole_texts
from corpus.types import Document, Language, Status
from index.build import CONTEXT_TOKENS, PASSAGES, TEXT_TOKENS, VECTORS
from index.confidence import Confidence, Features
from index.embedding import Embedder, StaticEmbedder
from index.fusion import Weights, candidates, collapse, convex
from index.keyword import KeywordIndex
from index.late import TokenIndex, weighted_share
from index.stores.faiss_store import FaissStore
from index.types import Filters, Hit, Placed

# How many passages each way of matching proposes for re-ranking.
_CANDIDATES = 400

# A word met in a passage's heading only counts half: the heading is every neighbour's too.
_CONTEXT_SHARE = 0.5

# What being named by the question is worth, on the scale of scores from 0 to 1.
_HINT = 0.15


@dataclass(frozen=True, slots=True)
class Ranked:
    """A paragraph in a ranking, before its text is fetched: where it is, its best passage, and how it scored."""

    document: str
    locator: str
    row: int
    score: float
    features: Features


class HybridSearch:
    """Searches one generation of the index. Safe to use from several threads: nothing in it changes."""

    def __init__(
        self,
        library: Library,
        folder: Path,
        embedder: Embedder,
        static: StaticEmbedder,
        *,
        notes: bool = True,
        weights: Weights = Weights(),
    ) -> None:
        """Load the generation in `folder`, whose files were verified by `Snapshots.open_current`."""
        rows = json.loads((folder / PASSAGES).read_text(encoding="utf-8"))
        self._ids: list[str] = [row[0] for row in rows]
        self._paragraphs: list[tuple[str, str]] = [(row[1], row[2]) for row in rows]
        self._languages = np.array([row[3] for row in rows])
        self._kinds = np.array([row[5] or "" for row in rows])
        self._documents = np.array([row[1] for row in rows])
        self._store = FaissStore.load(folder / VECTORS, len(rows), embedder.dimension)
        self._keywords = KeywordIndex.load(folder)
        self._texts = TokenIndex.load(folder / TEXT_TOKENS)
        self._contexts = TokenIndex.load(folder / CONTEXT_TOKENS)
        self._embedder, self._static = embedder, static
        self._library, self._notes = library, notes
        self._glossary = Glossary.bundled()
        self._confidence = Confidence.bundled()
        self.weights = weights
        self._version = lru_cache(maxsize=128)(self._read_version)
        self._document: Callable[[str], Document] = lru_cache(maxsize=512)(library.document)

    def search(self, query: str, k: int = 10, filters: Filters | None = None) -> list[Hit]:
        """Return the `k` best paragraphs, best first; a filter that matches nothing returns nothing."""
        language = detect(query)
        hits: list[Hit] = []
        for ranked in self.rank(query, filters, language=language):
            if len(hits) == k:
                break
            if placed := self.placed(ranked.document, ranked.locator, filters.language if filters else None):
                hits.append(self._hit(ranked, placed, len(hits) + 1, language))
        return hits

    def rank(
        self,
        query: str,
        filters: Filters | None = None,
        *,
        weights: Weights | None = None,
        language: Language | None = None,
        hints: Collection[tuple[str, str]] = (),
    ) -> list[Ranked]:
        """Return every candidate paragraph in order, with the features of its best passage.

        `hints` are paragraphs (document, locator) that the question names in passing: they get a head start.
        """
        allowed = self._allowed(filters)
        if not allowed.any() or not query.strip():
            return []
        vector = self._vector_scores(query)
        keyword = self._keywords.scores(self._glossary.translations(query, language or detect(query)))
        rows = candidates(vector, keyword, allowed, _CANDIDATES)
        in_text, token_weights = self._texts.similarities(self._static, query)
        in_context, _ = self._contexts.similarities(self._static, query)
        matches = np.maximum(
            self._texts.best_matches(in_text, rows), _CONTEXT_SHARE * self._contexts.best_matches(in_context, rows)
        )
        late = weighted_share(matches, token_weights)
        scores = convex(vector[rows], late, keyword[rows], weights or self.weights)
        if hints:
            scores += _HINT * np.array([self._paragraphs[row] in hints for row in rows], np.float32)
        order = collapse(rows, scores, self._paragraphs, self._ids)
        return [
            Ranked(
                *self._paragraphs[rows[i]],
                int(rows[i]),
                float(scores[i]),
                Features.of(vector[rows[i]], late[i], keyword[rows[i]], matches[i], token_weights),
            )
            for i in order
        ]

    def confidence(self, ranking: Sequence[Ranked]) -> float:
        """Return the probability that the first of a ranking answers the question."""
        return self._confidence.probability([ranked.features for ranked in ranking])

    def answers(self, ranking: Sequence[Ranked]) -> bool:
        """Tell whether the first of a ranking is likely enough to answer for it to be shown as an answer."""
        return self.confidence(ranking) >= self._confidence.threshold

    def placed(self, document: str, locator: str, language: Language | None = None) -> dict[str, Placed]:
        """Return a paragraph's renditions by language, official ones before notes; empty where there is none."""
        found: dict[str, Placed] = {}
        for stored in self._library.versions(document) if self._has(document) else ():
            if (language and stored.language is not language) or (stored.status is Status.NOTE and not self._notes):
                continue
            rendition = self._version(document, stored.language, stored.status, stored.content_hash).get(locator)
            if rendition:
                found.setdefault(stored.language, rendition)
        return found

    def _has(self, document: str) -> bool:
        """Tell whether the document is still in the library: it may have been removed since the index was built."""
        return any(document == known.id for known in self._library.documents())

    def _vector_scores(self, query: str) -> npt.NDArray[np.float32]:
        """Return every passage's cosine similarity with the query (n,), negative ones as 0."""
        scores = np.zeros(len(self._ids), np.float32)
        count = min(len(self._ids), max(_CANDIDATES, 2000))
        found, rows = self._store.search(self._embedder.encode_queries([query]), count)
        scores[rows[0]] = np.maximum(found[0], 0.0)
        return scores

    def _allowed(self, filters: Filters | None) -> npt.NDArray[np.bool_]:
        """Return which passages the filters let through (n,)."""
        allowed = np.ones(len(self._ids), bool)
        if filters is not None:
            for column, value in (
                (self._languages, filters.language),
                (self._documents, filters.document),
                (self._kinds, filters.kind),
            ):
                if value is not None:
                    allowed &= column == str(value)
        return allowed

    def _read_version(
        self, document: str, language: Language, status: Status, content_hash: str
    ) -> Mapping[str, Placed]:
        """Return a version's renditions by locator, with their whole texts; the hash makes a new version a new entry."""
        stored = [row.rendition for row in self._library.renditions(document, language=language, status=status)]
        texts = whole_texts(stored)
        return {r.locator: Placed(language, status, r, text) for r, text in zip(stored, texts, strict=True)}

    def _hit(self, ranked: Ranked, placed: Mapping[str, Placed], rank: int, language: Language | None) -> Hit:
        """Return a hit showing the best rendition for a reader of `language`."""
        return Hit(
            rank=rank,
            score=round(ranked.score, 6),
            document=self._document(ranked.document),
            locator=ranked.locator,
            matched=preferred(placed, language),
            renditions=placed,
            confidence=self._confidence.probability([ranked.features]),
        )


def preferred(placed: Mapping[str, Placed], language: Language | None) -> Placed:
    """Return the rendition to show: official in the reader's language, else official, else in the reader's language."""
    return min(
        placed.values(),
        key=lambda each: (each.status is not Status.OFFICIAL, each.language is not language, str(each.language)),
    )
