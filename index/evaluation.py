"""Retrieval measured on judged collections: a corpus of passages, questions, and which passages answer each.

Each collection is indexed in a temporary folder as the library would be, and ranked by the product's own ranker, so
that the figures are the product's. Nothing is read or written elsewhere.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from statistics import fmean
from typing import Any

import numpy as np

from corpus.language import detect
from corpus.types import Language, Status
from index.build import write_passages
from index.embedding import Embedder, FloatArray, StaticEmbedder
from index.fusion import KEYWORDS_ALONE, LATE_ALONE, VECTORS_ALONE, Weights
from index.metrics import interval, means, ndcg, recall, reciprocal_rank
from index.passages import in_parts
from index.ranking import Ranker
from index.types import Passage

ALONE: Mapping[str, Weights] = {
    "keywords_alone": KEYWORDS_ALONE,
    "vectors_alone": VECTORS_ALONE,
    "late_interaction_alone": LATE_ALONE,
}
_FUSED = "fused"
_DEPTH = 100
_BLOCK = 1024

Report = dict[str, Any]
Progress = Callable[[float, str], None]


@dataclass(frozen=True, slots=True)
class Entry:
    """One passage of a collection; `language` None means that it is to be told from the text."""

    id: str
    text: str
    title: str = ""
    headings: tuple[str, ...] = ()
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """Questions by id, and the ids of the entries that answer each."""

    questions: Mapping[str, str]
    relevant: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Models:
    """What a collection is indexed with: the configured embedder, and the static one that re-ranks."""

    embedder: Embedder
    static: StaticEmbedder


def monolingual(entries: Sequence[Entry], judged: Judged, models: Models, progress: Progress) -> Report:
    """Return `n` and the `metrics` of the product's ranking, and beside it those of each way of matching alone."""
    with _ranker(entries, models) as ranker:
        rows = _measured(ranker, judged, progress)
    return {"n": len(judged.questions)} | _by_ranking("metrics", {name: summary(rows[name]) for name in rows})


def cross_lingual(
    collections: Mapping[str, Sequence[Entry]],
    questions: Mapping[str, Judged],
    models: Models,
    progress: Progress,
) -> Report:
    """Return the figures of every pair of languages, `en>fr` being English questions over the French collection.

    `cross_over_mono` is the mean nDCG@10 of the pairs of two languages over that of the pairs of one, whose
    judgements are the same.
    """
    directions: dict[str, dict[str, Report]] = {}
    pairs = list(product(sorted(questions), sorted(collections)))
    for target in sorted(collections):
        with _ranker(collections[target], models) as ranker:
            for source in sorted(questions):
                rows = _measured(ranker, questions[source], _part(progress, len(directions), len(pairs)))
                directions[f"{source}>{target}"] = {name: summary(rows[name]) for name in rows}
    ordered = [f"{source}>{target}" for source, target in pairs]
    by_ranking = {name: {label: directions[label][name] for label in ordered} for name in (_FUSED, *ALONE)}
    report = {"n": max(len(judged.questions) for judged in questions.values())}
    return report | _by_ranking("directions", by_ranking) | {"cross_over_mono": _cross_over_mono(by_ranking[_FUSED])}


def aligned(pairs: Sequence[tuple[str, str]], embedder: Embedder) -> Report:
    """Return how often a sentence's nearest neighbour among the other side's is the one aligned with it.

    Both sides are encoded as queries: neither is a passage to be found by the other. Of equals the first counts as
    the nearest.
    """
    left, right = (embedder.encode_queries(side) for side in zip(*pairs, strict=True))
    accuracy = {"forward": _nearest_is_aligned(left, right), "backward": _nearest_is_aligned(right, left)}
    return {"n": len(pairs), "accuracy": accuracy}


def summary(rows: Sequence[Mapping[str, float]]) -> Report:
    """Return the means of the questions' measures, and 95% intervals of the leading ones."""
    report: Report = dict(means(rows))
    for name in ("recall@1", "ndcg@10"):
        if name in report:
            report[f"{name}_ci"] = list(interval([row[name] for row in rows]))
    return report


@contextmanager
def _ranker(entries: Sequence[Entry], models: Models) -> Iterator[Ranker]:
    """Index a collection for as long as it is needed."""
    with tempfile.TemporaryDirectory(prefix="alinea-evaluation-") as folder:
        write_passages(Path(folder), _passages(entries), models.embedder, models.static)
        yield Ranker(Path(folder), models.embedder, models.static)


def _passages(entries: Sequence[Entry]) -> list[Passage]:
    """Return the entries as the index takes them: whole and in parts, under their titles and headings."""
    languages = [entry.language or detect(entry.text) for entry in entries]
    commonest = Counter(language for language in languages if language).most_common(1)
    usual = commonest[0][0] if commonest else Language.EN
    return [
        Passage(
            id=f"{entry.id}/{number}",
            document=entry.id,
            locator="",
            language=language or usual,
            status=Status.OFFICIAL,
            kind=None,
            text=part,
            context="\n".join(filter(None, (entry.title, *entry.headings))),
        )
        for entry, language in zip(entries, languages, strict=True)
        for number, part in enumerate(in_parts(entry.text))
    ]


def _measured(ranker: Ranker, judged: Judged, progress: Progress) -> dict[str, list[dict[str, float]]]:
    """Return each question's measures, by the ranking they are of."""
    rows: dict[str, list[dict[str, float]]] = {name: [] for name in (_FUSED, *ALONE)}
    for number, (id_, question) in enumerate(judged.questions.items()):
        progress(number / len(judged.questions), "questions")
        matches = ranker.match(question)
        for name, found in rows.items():
            ranking = [each.document for each in ranker.order(matches, weights=ALONE.get(name)) if each.score > 0]
            found.append(_measures(ranking[:_DEPTH], judged.relevant[id_]))
    return rows


def _measures(ranking: Sequence[str], relevant: frozenset[str]) -> dict[str, float]:
    """Return the measures of one ranking."""
    return {
        "ndcg@10": ndcg(ranking, relevant, 10),
        "recall@10": recall(ranking, relevant, 10),
        "recall@100": recall(ranking, relevant, 100),
        "mrr@10": reciprocal_rank(ranking, relevant, 10),
    }


def _part(progress: Progress, done: int, parts: int) -> Progress:
    """Return what reports the progress of one of several equal parts, `done` of them being over."""
    return lambda share, label: progress((done + share) / parts, label)


def _by_ranking(key: str, figures: Mapping[str, Report]) -> Report:
    """Return the product's figures under `key`, and beside them the same of each way of matching alone."""
    return {key: figures[_FUSED]} | {name: {key: figures[name]} for name in ALONE}


def _cross_over_mono(directions: Mapping[str, Report]) -> float | None:
    """Return the mean nDCG@10 between languages over that within them; None where the latter is 0."""
    gains: dict[bool, list[float]] = {True: [], False: []}
    for label, figures in directions.items():
        source, target = label.split(">")
        gains[source == target].append(figures["ndcg@10"])
    within, between = fmean(gains[True]), fmean(gains[False])
    return between / within if within else None


def _nearest_is_aligned(queries: FloatArray, targets: FloatArray) -> float:
    """Return the share of rows of `queries` (n, d) whose nearest row of `targets` (n, d) has the same number."""
    right = 0
    for start in range(0, len(queries), _BLOCK):  # in blocks: a hundred thousand pairs would fill the memory
        nearest = (queries[start : start + _BLOCK] @ targets.T).argmax(axis=1)
        right += int((nearest == np.arange(start, start + len(nearest))).sum())
    return right / len(queries)
