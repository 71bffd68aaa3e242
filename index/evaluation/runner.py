"""Retrieval measured on judged collections: a corpus of passages, questions, and which passages answer each.

Each collection is indexed in a temporary folder as the library would be, and ranked by the product's own ranker, so
that the figures are the product's. Beside them stand those of each way of matching alone, over the same questions, and
by how much the product leads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import product
from statistics import fmean
from typing import Any, Protocol

import numpy as np

from index.embedding import Embedder, FloatArray, Models
from index.evaluation.collections import Entry, Judgements, indexed
from index.evaluation.metrics import difference, interval, means, ndcg, overlap, recall, reciprocal_rank
from index.ranking.evidence import Words
from index.ranking.fusion import KEYWORDS_ALONE, LATE_ALONE, VECTORS_ALONE, Weights
from index.ranking.ranker import Ranked, Ranker

ALONE: Mapping[str, Weights] = {
    "keywords_alone": KEYWORDS_ALONE,
    "vectors_alone": VECTORS_ALONE,
    "late_interaction_alone": LATE_ALONE,
}
FUSED = "fused"
_LEADING = ("recall@1", "ndcg@10")
_DEPTH = 100
_BLOCK = 1024

# In how many first places the two forms of a question are compared.
_SHOWN = 5

Report = dict[str, Any]
Progress = Callable[[float, str], None]
Rows = list[dict[str, float]]


class Watcher(Protocol):
    """What looks on while questions are ranked, and has figures of its own to report, under a `name`."""

    name: str

    def see(self, id_: str, question: str, words: Words, rankings: Mapping[str, Sequence[Ranked]]) -> None:
        """Take a question, its words with their rarities, and its rankings: `FUSED`, the product's, and `ALONE`."""

    def report(self) -> Report:
        """Return the figures."""


def monolingual(
    entries: Sequence[Entry], judged: Judgements, models: Models, progress: Progress, watchers: Sequence[Watcher] = ()
) -> Report:
    """Return `n` and the `metrics` of the product's ranking, and beside it those of each way of matching alone.

    `difference`, under each of these, is the product's figure less that one's, with its interval.
    """
    with indexed(entries, models) as ranker:
        rows = _measured(ranker, judged, progress, watchers)
    report: Report = {"n": len(judged.questions)} | _by_ranking("metrics", {name: summary(rows[name]) for name in rows})
    for name in ALONE:
        report[name]["difference"] = lead(rows[FUSED], rows[name])
    return report | {watcher.name: watcher.report() for watcher in watchers}


def cross_lingual(
    collections: Mapping[str, Sequence[Entry]], questions: Mapping[str, Judgements], models: Models, progress: Progress
) -> Report:
    """Return the figures of every pair of languages, `en>fr` being English questions over the French collection.

    `cross_over_mono` is the mean nDCG@10 of the pairs of two languages over that of the pairs of one, whose
    judgements are the same. `parity` says, for each collection, how often both forms of a question reach the same
    passage first, and how much of their first five they share.
    """
    measured: dict[str, dict[str, Rows]] = {}
    parities: dict[str, Report] = {}
    pairs = list(product(sorted(questions), sorted(collections)))
    for target in sorted(collections):
        reached = {source: _ReachedWatcher() for source in sorted(questions)}
        with indexed(collections[target], models) as ranker:
            for source in sorted(questions):
                part = _part(progress, len(measured), len(pairs))
                measured[f"{source}>{target}"] = _measured(ranker, questions[source], part, [reached[source]])
        parities[target] = _parity([each.firsts for each in reached.values()])
    ordered = [f"{source}>{target}" for source, target in pairs]
    by_ranking = {name: {label: summary(measured[label][name]) for label in ordered} for name in (FUSED, *ALONE)}
    report: Report = {"n": max(len(judged.questions) for judged in questions.values())} | _by_ranking(
        "directions", by_ranking
    )
    for name in ALONE:
        report[name]["difference"] = {label: lead(measured[label][FUSED], measured[label][name]) for label in ordered}
        report[name]["cross_over_mono"] = _cross_over_mono(by_ranking[name])
    return report | {"cross_over_mono": _cross_over_mono(by_ranking[FUSED]), "parity": parities}


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
    for name in _LEADING:
        if name in report:
            report[f"{name}_ci"] = list(interval([row[name] for row in rows]))
    return report


def lead(ours: Sequence[Mapping[str, float]], theirs: Sequence[Mapping[str, float]]) -> Report:
    """Return by how much ours is above theirs in the leading measures, with 95% intervals; empty for no question."""
    report: Report = {}
    for name in _LEADING:
        if ours and name in ours[0]:
            mean, bounds = difference([row[name] for row in ours], [row[name] for row in theirs])
            report |= {name: mean, f"{name}_ci": list(bounds)}
    return report


def measures(ranking: Sequence[str], relevant: frozenset[str]) -> dict[str, float]:
    """Return the measures of one ranking."""
    return {
        "ndcg@10": ndcg(ranking, relevant, 10),
        "recall@10": recall(ranking, relevant, 10),
        "recall@100": recall(ranking, relevant, 100),
        "mrr@10": reciprocal_rank(ranking, relevant, 10),
    }


class _ReachedWatcher:
    """Keeps the passages that questions reach first."""

    name = "reached"

    def __init__(self) -> None:
        """Start with no question."""
        self.firsts: dict[str, list[str]] = {}

    def see(self, id_: str, question: str, words: Words, rankings: Mapping[str, Sequence[Ranked]]) -> None:
        """Keep the first few."""
        self.firsts[id_] = [each.document for each in rankings[FUSED][:_SHOWN]]

    def report(self) -> Report:
        """Return the passages by question."""
        return dict(self.firsts)


def _measured(
    ranker: Ranker, judged: Judgements, progress: Progress, watchers: Sequence[Watcher] = ()
) -> dict[str, Rows]:
    """Return each question's measures, by the ranking they are of."""
    rows: dict[str, Rows] = {name: [] for name in (FUSED, *ALONE)}
    for number, (id_, question) in enumerate(judged.questions.items()):
        progress(number / len(judged.questions), "questions")
        matches, words = ranker.match(question), ranker.words(question)
        rankings = {
            name: [each for each in ranker.order(matches, weights=ALONE.get(name)) if each.score > 0] for name in rows
        }
        for name, ranking in rankings.items():
            rows[name].append(measures([each.document for each in ranking[:_DEPTH]], judged.relevant[id_]))
        for watcher in watchers:
            watcher.see(id_, question, words, rankings)
    return rows


def _parity(firsts: Sequence[Mapping[str, Sequence[str]]]) -> Report:
    """Return how often the forms of a question reach the same passage first, and the share of the first five in common.

    With more than two languages, the mean over the pairs of languages.
    """
    pairs = [(one, other) for i, one in enumerate(firsts) for other in firsts[i + 1 :]]
    overlaps = {
        f"@{k}": [overlap(one[id_], other[id_], k) for one, other in pairs for id_ in sorted(one.keys() & other)]
        for k in (1, _SHOWN)
    }
    return {name: fmean(values) for name, values in overlaps.items() if values}


def _part(progress: Progress, done: int, parts: int) -> Progress:
    """Return what reports the progress of one of several equal parts, `done` of them being over."""
    return lambda share, label: progress((done + share) / parts, label)


def _by_ranking(key: str, figures: Mapping[str, Report]) -> Report:
    """Return the product's figures under `key`, and beside them the same of each way of matching alone."""
    return {key: figures[FUSED]} | {name: {key: figures[name]} for name in ALONE}


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
