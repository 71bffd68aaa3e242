"""Candidate passages to a ranking of paragraphs: how each matches, by three ways of matching, and what that is worth.

Needs no library: a collection of passages in a folder can be ranked, and measured, by itself. Nothing here takes time
or memory in proportion to the number of passages, but for the array of a filter, which is remembered.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from corpus.caching import cached_weakly
from corpus.glossary.glossary import Glossary
from corpus.text.language import detect
from corpus.types import Language
from index.embedding import Models
from index.matching.bm25 import Keywords
from index.matching.late_interaction import Question, weighted_share
from index.query.answer_type import expected
from index.query.lexicon import Lexicon
from index.query.terms import Wanted, Word, wanted_terms
from index.ranking.candidates import Mask, find_candidates
from index.ranking.fusion import Weights, collapse, fused, weighted_sum
from index.segments.numbering import FloatArray, Numbering, RowArray
from index.segments.passage_table import LANGUAGES
from index.segments.segment_list import Unchanged, open_segments
from index.switches import ALL, NO_TERMS, Steps
from index.types import Filters

Place = tuple[str, str]

# How many of the candidates are compared with the question word by word, which takes half the time of a question.
_RERANKED = 40

# What being named by the question is worth: more than any way of matching, short of all of them.
_HINT = 0.3

# Filters whose passages are remembered: those of a session are few, and asked again and again.
_FILTERS_KEPT = 16

# Questions whose words are remembered: an answer looks at them for every paragraph that it may quote.
_QUESTIONS_KEPT = 16


@dataclass(frozen=True, slots=True)
class Matches:
    """How a query matched the candidate passages `rows` (n,), by each way of matching: scores (n,) from 0 to 1.

    `expected` (n,) counts the kinds of thing (a date, an amount, a person) that the query asks for and the passage has;
    `same` (n,) tells whether the passage is in the query's language.
    """

    rows: RowArray
    vector: FloatArray
    late: FloatArray
    keyword: FloatArray
    expected: FloatArray
    same: npt.NDArray[np.bool_]


class Ranked(NamedTuple):
    """A paragraph in a ranking, before its text is fetched: where it is, and how its best passage scored."""

    document: str
    locator: str
    score: float


class Ranker:
    """Ranks the paragraphs of one folder of passages. Safe to use from several threads: nothing in it changes."""

    def __init__(self, folder: Path, models: Models, unchanged: Unchanged | None = None) -> None:
        """Load what `index.segments.builder.write_passages` wrote, with the models it was written with.

        Passages of versions that are not `unchanged` are left out. Raises DamagedIndex where a file cannot be read.
        """
        segments, parts = open_segments(folder, models.embedder.dimension, unchanged)
        self._passages = Numbering(segments)
        self._live = [part.live for part in parts]
        self._keywords = Keywords(parts)
        self._models = models
        self._glossary = Glossary.for_search()
        self._allowed = cached_weakly(self._read_allowed, _FILTERS_KEPT)
        self._words = cached_weakly(self._read_words, _QUESTIONS_KEPT)
        self._wanted = cached_weakly(self._read_wanted, _QUESTIONS_KEPT)

    def ranked(
        self,
        query: str,
        filters: Filters | None = None,
        *,
        weights: Weights | None = None,
        language: Language | None = None,
        hints: Collection[Place] = (),
        steps: Steps = ALL,
    ) -> Iterator[Ranked]:
        """Yield every candidate paragraph in order, each by its best passage; `language` is the query's, if known.

        `hints` are paragraphs (document, locator) that the question names in passing: they get a head start. `steps`
        without `late` takes half the time. Where a paragraph stands is looked up when its turn comes.
        """
        matches = self.match(query, filters, language=language, steps=steps)
        return self._ordered(matches, weights, hints, steps)

    def match(
        self, query: str, filters: Filters | None = None, *, language: Language | None = None, steps: Steps = ALL
    ) -> Matches:
        """Return the candidate passages for a query and how each matched, by each of the three ways.

        Candidates are the best by vector and the best by keyword, each with its exact score by both; the best of these
        have one by late interaction too, the others 0.
        """
        if not query.strip():
            none = np.zeros(0, np.float32)
            return Matches(np.zeros(0, np.int64), none, none, none, none, np.zeros(0, bool))
        allowed = self._allowed(filters or Filters())
        asked = language or detect(query)
        vectors = self._models.embedder.encode_queries([query])
        looked = self._keywords.looked(self._wanted(query, asked, steps))
        rows, keyword = find_candidates(self._passages, self._keywords, vectors, looked, allowed)
        vector, late, holds = (np.zeros(len(rows), np.float32) for _ in range(3))
        same = np.zeros(len(rows), bool)
        wants = expected(query)
        for number, here, local in self._passages.by_segment(rows):
            segment = self._passages.segments[number]
            vector[here] = np.maximum(segment.store.scores(vectors, local)[0], 0)
            holds[here] = segment.table.holding(local, wants)
            same[here] = segment.table.language[local] == (LANGUAGES.index(asked) if asked else -1)
        matches = Matches(rows, vector, late, keyword, holds, same)
        if steps.late:
            self._rerank(matches, Question(self._models.static, query))
        return matches

    def _rerank(self, matches: Matches, question: Question) -> None:
        """Give the best of the candidates, by vector and keyword, their scores by late interaction."""
        parts = matches.vector, matches.late, matches.keyword, matches.expected
        best = np.sort(self._passages.order(matches.rows, fused(parts, matches.same))[:_RERANKED])
        for number, here, local in self._passages.by_segment(matches.rows[best]):
            found = self._passages.segments[number].best_matches(question, local)
            matches.late[best[here]] = weighted_share(found, question.weights)

    def order(
        self, matches: Matches, *, weights: Weights | None = None, hints: Collection[Place] = (), steps: Steps = ALL
    ) -> list[Ranked]:
        """Return the paragraphs of matched passages, best first; one query's matches may be ordered in several ways."""
        return list(self._ordered(matches, weights, hints, steps))

    def _ordered(
        self, matches: Matches, weights: Weights | None, hints: Collection[Place], steps: Steps
    ) -> Iterator[Ranked]:
        parts = matches.vector, matches.late, matches.keyword, matches.expected
        scores = weighted_sum(*parts, weights) if weights else fused(parts, matches.same, steps)
        if hints:
            named = (self._passages.place(row) in hints for row in matches.rows.tolist())
            scores += _HINT * np.fromiter(named, np.float32, len(scores))
        order = self._passages.order(matches.rows, scores)
        places = map(self._passages.place, matches.rows[order].tolist())
        return (Ranked(*place, score) for place, score in collapse(places, scores[order].tolist()))

    def words(self, query: str, language: Language | None = None) -> Mapping[Language, Sequence[tuple[Word, float]]]:
        """Return the words of a query in each language, each with its rarity: from 0 to 1, 1 for what nothing has.

        `language` is the query's, if known.
        """
        return self._words(query, language or detect(query))

    def _read_words(self, query: str, language: Language | None) -> Mapping[Language, Sequence[tuple[Word, float]]]:
        return self._keywords.rarities(self._wanted(query, language, ALL))

    def _read_wanted(self, query: str, language: Language | None, steps: Steps) -> Wanted:
        """Return the words to look for by keyword, in each language."""
        glossary = self._glossary if steps.glossary else NO_TERMS
        return wanted_terms(glossary, Lexicon.bundled() if steps.lexicon else None, query, language)

    def _read_allowed(self, filters: Filters) -> list[Mask | None]:
        """Return which passages of each segment are live and pass the filters (n,), None where all of them do."""
        found: list[Mask | None] = []
        for segment, live in zip(self._passages.segments, self._live, strict=True):
            mask = segment.table.fitting(filters) if filters != Filters() else live
            found.append(mask if mask is None or mask is live or live is None else mask & live)
        return found
