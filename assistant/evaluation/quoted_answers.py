"""Whether what the extractive answer quotes holds the answer, measured where the answers are known.

The headline is about the words quoted, the one to three sentences that `assistant.ask.sentences` takes from a
paragraph: that is what a reader gets to see. It is a harder test than the same of whole paragraphs, which is given
beside it, for ours and for the paragraphs that BM25 puts first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import fmean

from assistant.ask.sentences import best_sentences
from assistant.text.quotes import is_verbatim
from corpus.text.folding import fold
from index.embedding import StaticEmbedder
from index.evaluation.collections import Entry, Judgements
from index.evaluation.metrics import interval
from index.evaluation.runner import FUSED, Report
from index.ranking.evidence import Words
from index.ranking.ranker import Ranked

_PEER = "keywords_alone"
_MOST = 3


class QuotingWatcher:
    """Watches an evaluation, and reports `answers`."""

    name = "answers"

    def __init__(self, entries: Sequence[Entry], judged: Judgements, model: StaticEmbedder) -> None:
        """Take the texts, and the strings that answer each question; `model` chooses the sentences."""
        self._texts: dict[str, str] = {}
        for entry in entries:
            self._texts.setdefault(entry.id, entry.text)
        self._answers, self._model = judged.answers, model
        self._quotes: list[list[bool]] = []
        self._paragraphs: list[list[bool]] = []
        self._peer: list[list[bool]] = []
        self._verbatim: list[bool] = []

    def see(self, id_: str, question: str, words: Words, rankings: Mapping[str, Sequence[Ranked]]) -> None:
        """Look for the answer in the first paragraphs, and in what is quoted of each; skip what has no known answer."""
        answers = self._answers.get(id_)
        if not answers:
            return
        texts, peer = ([self._texts[each.document] for each in rankings[name][:_MOST]] for name in (FUSED, _PEER))
        quotes = [best_sentences(self._model, question, text) for text in texts]
        self._verbatim += [quote in text for quote, text in zip(quotes, texts, strict=True)]
        for found, where in ((self._quotes, quotes), (self._paragraphs, texts), (self._peer, peer)):
            found.append([any(is_in(answer, text) for answer in answers) for text in where])

    def report(self) -> Report:
        """Return how many questions have their answer in the first quote (`first`) and in one of three (`three`).

        `paragraphs` is the same of whole paragraphs, `keywords_alone` of whole paragraphs as BM25 ranks them;
        `verbatim` the share of quotes that stand in their paragraph, letter for letter.
        """
        return {
            "n": len(self._quotes),
            **_shares(self._quotes),
            "verbatim": fmean(self._verbatim) if self._verbatim else None,
            "paragraphs": _shares(self._paragraphs),
            _PEER: {"paragraphs": _shares(self._peer)},
        }


def is_in(answer: str, text: str) -> bool:
    """Tell whether a text holds an answer, word for word; case, accents and typography do not count.

    >>> is_in("l'Économie", "de L’ECONOMIE sociale"), is_in("16", "en 1624")
    (True, False)
    """
    return is_verbatim(fold(answer), fold(text))


def _shares(found: Sequence[Sequence[bool]]) -> Report:
    """Return the shares found in the first and in the first three, with 95% intervals; empty for no questions."""
    report: Report = {}
    for name, count in (("first", 1), ("three", _MOST)):
        values = [float(any(each[:count])) for each in found]
        if values:
            report |= {name: fmean(values), f"{name}_ci": list(interval(values))}
    return report
