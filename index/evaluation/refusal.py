"""Refusal, measured by leaving the article out: a question whose article is gone must not be answered.

Every question is asked twice, once with all passages and once with every passage of its article withheld. The
confidence is the product's, in the best paragraph that remains; beside it the plain BM25 score of the best one over
the question's length, which is what there is to threshold without a model of confidence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from corpus.glossary.glossary import Glossary
from corpus.types import Language
from index.embedding import Models
from index.evaluation.collections import Entry, Judgements, usual_language
from index.evaluation.metrics import auroc, false_answers
from index.evaluation.plain_bm25 import PlainBM25
from index.evaluation.runner import FUSED, Report
from index.ranking.confidence import Confidence
from index.ranking.evidence import Evidence, Weigher, Words
from index.ranking.ranker import Ranked

# The shares of answerable questions refused, at which the answers to the others are counted.
ERRORS = tuple(percent / 100 for percent in range(1, 51))
_HEADLINE = 0.10


def separation(answerable: Sequence[float], unanswerable: Sequence[float]) -> Report:
    """Return how well confidences separate questions with an answer from those without; at least one of each.

    `auroc`; `false_answers@10%error`, the share of unanswerable questions answered where one in ten of the others is
    refused; and `curve`, the same at 1, 2, … 50% refused.
    """
    return {
        "auroc": auroc(answerable, unanswerable),
        "false_answers@10%error": false_answers(answerable, unanswerable, _HEADLINE),
        "curve": [false_answers(answerable, unanswerable, error) for error in ERRORS],
    }


class RefusalWatcher:
    """Watches an evaluation, and reports `refusal`.

    `evidence_with` and `evidence_without` hold what was found for each question, with its article there and withheld;
    None where nothing was found.
    """

    name = "refusal"

    def __init__(self, entries: Sequence[Entry], judged: Judgements, models: Models) -> None:
        """Group the entries by their titles: those of one are an article; an entry without is one by itself."""
        self._relevant, self._weigher = judged.relevant, Weigher(models.static, Glossary.for_search())
        usual = usual_language(entries)
        self._texts: dict[str, list[tuple[Language, str]]] = {}
        for entry in entries:
            said = [(entry.language or usual, text) for text in (entry.title, *entry.headings, entry.text)]
            self._texts.setdefault(entry.id, []).extend(said)
        self._titles = {entry.id: entry.title or entry.id for entry in entries}
        self._row_titles = np.array([entry.title or entry.id for entry in entries])
        self._bm25 = PlainBM25([entry.text for entry in entries], usual_language(entries))
        self.evidence_with: list[Evidence | None] = []
        self.evidence_without: list[Evidence | None] = []
        self._bm25_with: list[float] = []
        self._bm25_without: list[float] = []

    def see(self, id_: str, question: str, words: Words, rankings: Mapping[str, Sequence[Ranked]]) -> None:
        """Take the evidence of the best paragraph, and of the best of other articles.

        Leaving paragraphs out of a ranking is ranking without them, but for the rarity of words, which hardly moves.
        """
        withheld = {self._titles[entry] for entry in self._relevant[id_]}
        ranking = rankings[FUSED]
        remaining = [each for each in ranking if self._titles[each.document] not in withheld]
        scores = self._bm25.scores(question) / self._bm25.length(question)
        kept = scores[~np.isin(self._row_titles, sorted(withheld))]
        self.evidence_with.append(self._evidence(question, words, ranking))
        self.evidence_without.append(self._evidence(question, words, remaining))
        self._bm25_with.append(float(scores.max(initial=0.0)))
        self._bm25_without.append(float(kept.max(initial=0.0)))

    def report(self) -> Report:
        """Return the separation of questions with and without their article, by us and by BM25."""
        ours = separation(self._confidences(self.evidence_with), self._confidences(self.evidence_without))
        theirs = separation(self._bm25_with, self._bm25_without)
        return {"n": len(self.evidence_with)} | ours | {"bm25_score": theirs}

    def _evidence(self, question: str, words: Words, ranking: Sequence[Ranked]) -> Evidence | None:
        """Measure the first of a ranking as the product does."""
        if not ranking:
            return None
        said = self._weigher.read(self._texts[ranking[0].document])
        return self._weigher.weigh(question, words, ranking, said)

    @staticmethod
    def _confidences(found: Sequence[Evidence | None]) -> list[float]:
        """Return the probability of an answer by each evidence; 0 without any."""
        model = Confidence.bundled()
        return [model.probability(each) if each else 0.0 for each in found]
