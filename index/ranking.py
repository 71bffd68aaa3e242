"""Passages to a ranking of paragraphs: one generation's arrays, and the three ways of matching over them.

Needs no library: a collection of passages in a folder can be ranked, and measured, by itself.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus.glossary import Glossary
from corpus.language import detect
from corpus.types import Language
from index.build import CONTEXT_TOKENS, PASSAGES, TEXT_TOKENS, TRAITS, VECTORS
from index.embedding import Embedder, StaticEmbedder
from index.expectation import expected
from index.fusion import Weights, candidates, collapse, weighted_sum
from index.keyword import KeywordIndex
from index.late import TokenIndex, weighted_share
from index.steps import ALL, NO_TERMS, Steps, fused
from index.stores.faiss_store import FaissStore
from index.stores.vectors import NO_ROW
from index.types import Filters

FloatArray = npt.NDArray[np.float32]
Place = tuple[str, str]

# How many passages each way of matching proposes for re-ranking.
_CANDIDATES = 400

# How many passages get a vector score: enough that those proposed by keyword have theirs.
_NEAREST = 2000

# A word met in a passage's heading only counts half: the heading is every neighbour's too.
_CONTEXT_SHARE = 0.5

# What being named by the question is worth, on the scale of scores from 0 to 1.
_HINT = 0.15


@dataclass(frozen=True, slots=True)
class Matches:
    """How a query matched the candidate passages `rows` (n,), by each way of matching: scores (n,) from 0 to 1.

    `expected` (n,) counts the kinds of thing (a date, an amount, a person) that the query asks for and the passage has;
    `same` (n,) tells whether the passage is in the query's language.
    """

    rows: npt.NDArray[np.int64]
    vector: FloatArray
    late: FloatArray
    keyword: FloatArray
    expected: FloatArray
    same: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A paragraph in a ranking, before its text is fetched: where it is, and how its best passage scored."""

    document: str
    locator: str
    score: float


class Ranker:
    """Ranks the paragraphs of one folder of passages. Safe to use from several threads: nothing in it changes."""

    def __init__(self, folder: Path, embedder: Embedder, static: StaticEmbedder) -> None:
        """Load what `index.build.write_passages` wrote, with the models it was written with."""
        rows = json.loads((folder / PASSAGES).read_text(encoding="utf-8"))
        self._ids: list[str] = [row[0] for row in rows]
        self._paragraphs: list[Place] = [(row[1], row[2]) for row in rows]
        self._languages = np.array([row[3] for row in rows])
        self._kinds = np.array([row[5] or "" for row in rows])
        self._documents = np.array([row[1] for row in rows])
        self._store = FaissStore.load(folder / VECTORS, len(rows), embedder.dimension)
        self._keywords = KeywordIndex.load(folder)
        self._texts = TokenIndex.load(folder / TEXT_TOKENS)
        self._contexts = TokenIndex.load(folder / CONTEXT_TOKENS)
        self._traits = np.load(folder / TRAITS, allow_pickle=False)
        self._embedder, self._static = embedder, static
        self._glossary = Glossary.bundled()

    def rank(
        self,
        query: str,
        filters: Filters | None = None,
        *,
        weights: Weights | None = None,
        language: Language | None = None,
        hints: Collection[Place] = (),
    ) -> list[Ranked]:
        """Return every candidate paragraph in order, each by its best passage; `language` is the query's, if known.

        `hints` are paragraphs (document, locator) that the question names in passing: they get a head start.
        """
        return self.order(self.match(query, filters, language=language), weights=weights, hints=hints)

    def match(
        self,
        query: str,
        filters: Filters | None = None,
        *,
        language: Language | None = None,
        steps: Steps = ALL,
    ) -> Matches:
        """Return the candidate passages for a query and how each matched, by each of the three ways."""
        allowed = self._allowed(filters)
        if not allowed.any() or not query.strip():
            nothing = np.zeros(0, np.float32)
            return Matches(np.zeros(0, np.int64), nothing, nothing, nothing, nothing, np.zeros(0, bool))
        vector = self._vector_scores(query, allowed)
        asked = language or detect(query)
        glossary = self._glossary if steps.glossary else NO_TERMS
        keyword = self._keywords.scores(glossary.translations(query, asked))
        rows = candidates(vector, keyword, allowed, _CANDIDATES)
        in_text, token_weights = self._texts.similarities(self._static, query)
        in_context, _ = self._contexts.similarities(self._static, query)
        tokens = np.maximum(
            self._texts.best_matches(in_text, rows), _CONTEXT_SHARE * self._contexts.best_matches(in_context, rows)
        )
        holds = self._traits[rows][:, expected(query)].sum(axis=1, dtype=np.float32)
        return Matches(
            rows,
            vector[rows],
            weighted_share(tokens, token_weights),
            keyword[rows],
            holds,
            self._languages[rows] == str(asked or ""),
        )

    def order(
        self,
        matches: Matches,
        *,
        weights: Weights | None = None,
        hints: Collection[Place] = (),
        steps: Steps = ALL,
    ) -> list[Ranked]:
        """Return the paragraphs of matched passages, best first; one query's matches may be ordered in several ways."""
        parts = matches.vector, matches.late, matches.keyword, matches.expected
        scores = weighted_sum(*parts, weights) if weights else fused(parts, matches.same, steps)
        if hints:
            scores += _HINT * np.array([self._paragraphs[row] in hints for row in matches.rows], np.float32)
        order = collapse(matches.rows, scores, self._paragraphs, self._ids)
        return [Ranked(*self._paragraphs[int(matches.rows[i])], float(scores[i])) for i in order]

    def _vector_scores(self, query: str, allowed: npt.NDArray[np.bool_]) -> FloatArray:
        """Return the cosine similarity with the query of the nearest allowed passages (n,), 0 for all others."""
        scores = np.zeros(len(self._ids), np.float32)
        everything = None if allowed.all() else allowed
        found, rows = self._store.search(self._embedder.encode_queries([query]), _NEAREST, everything)
        there = rows[0] != NO_ROW
        scores[rows[0][there]] = np.maximum(found[0][there], 0.0)
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
