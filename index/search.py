"""Hybrid search: keywords, vectors and late interaction over all languages, collapsed to paragraphs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from corpus.caching import cached_weakly
from corpus.glossary.glossary import Glossary
from corpus.library.library import Library
from corpus.text.language import detect
from corpus.types import TEXTS, Document, Language
from index.embedding import Models
from index.paragraph_reader import ParagraphReader, Paragraphs
from index.query.stems import stem_set
from index.query.topic import topic_of
from index.ranking.confidence import Confidence
from index.ranking.evidence import Evidence, Weigher, Words
from index.ranking.ranker import Ranked, Ranker
from index.switches import ALL, Steps
from index.types import Filters, Hit, Placed

__all__ = ["HybridSearch", "Ranked", "preferred"]

# Paragraphs whose words are remembered: the first few of each question, and the same ones come first again and again.
_PARAGRAPHS_KEPT = 256

_Made = TypeVar("_Made")


class HybridSearch:
    """Searches one generation of the index. Safe to use from several threads: nothing in it changes."""

    def __init__(
        self,
        library: Library,
        folder: Path,
        models: Models,
        *,
        notes: bool = True,
        ranker: Ranker | None = None,
        texts: ParagraphReader | None = None,
    ) -> None:
        """Load the generation in `folder`, whose files were verified by `Snapshots.open_current`.

        With the `ranker` of an earlier state that is still right, nothing of it is loaded again; with the `texts` of
        one, nothing of documents that are the same is read again.
        """
        self.ranker = ranker or Ranker(folder, models)
        self._weigher = Weigher(models.static, Glossary.for_search())
        self._said = cached_weakly(self._weigher.read, _PARAGRAPHS_KEPT)
        self._paragraphs = texts or ParagraphReader(library, notes=notes)
        self._document: Callable[[str], Document] = lru_cache(maxsize=512)(library.document)

    def search(self, query: str, k: int = 10, filters: Filters | None = None) -> list[Hit]:
        """Return the `k` best paragraphs, best first; a filter that matches nothing returns nothing."""
        language = detect(query)
        hits: list[Hit] = []
        for ranked in self.ranked(query, filters, language=language):
            if len(hits) == k:
                break
            if placed := self.placed(ranked.document, ranked.locator, filters.language if filters else None):
                found, best = self._document(ranked.document), preferred(placed, language)
                hits.append(Hit(len(hits) + 1, round(ranked.score, 6), found, ranked.locator, best, placed))
        return hits

    def rank(
        self,
        query: str,
        filters: Filters | None = None,
        *,
        language: Language | None = None,
        hints: Collection[tuple[str, str]] = (),
        steps: Steps = ALL,
    ) -> list[Ranked]:
        """Return every candidate paragraph in order; see `Ranker.ranked`."""
        return list(self.ranked(query, filters, language=language, hints=hints, steps=steps))

    def ranked(
        self,
        query: str,
        filters: Filters | None = None,
        *,
        language: Language | None = None,
        hints: Collection[tuple[str, str]] = (),
        steps: Steps = ALL,
    ) -> Iterator[Ranked]:
        """Yield what `rank` returns, for whoever wants the first few."""
        return self.ranker.ranked(topic_of(query), filters, language=language, hints=hints, steps=steps)

    def evidence(self, query: str, ranking: Sequence[Ranked], place: int = 0) -> Evidence | None:
        """Measure the question against a paragraph of its ranking, in every language there is; None without any."""
        if not ranking:
            return None
        asked, said = topic_of(query), self._said(tuple(self._all_said(ranking[place])))
        return self._weigher.weigh(asked, self.ranker.words(asked), ranking, said, place)

    def confidence(self, query: str, ranking: Sequence[Ranked], place: int = 0) -> float:
        """Return the probability that the paragraph at a `place` of a ranking answers the question."""
        found = self.evidence(query, ranking, place)
        return 0.0 if found is None else Confidence.bundled().probability(found)

    def names(self, ranked: Ranked, words: Words) -> bool:
        """Tell whether a paragraph, with its headings and the titles of its document, has all of some words.

        In one language, each by any of its stems; `words` are as `Ranker.words` gives them. False for no words.
        """
        return any(met == asked for met, asked in self._named(ranked, words))

    def share_named(self, question: str, ranking: Sequence[Ranked]) -> float:
        """Return the greatest share of a question's words that one of its first three paragraphs has."""
        words = self.ranker.words(topic_of(question))
        return max((met / asked for ranked in ranking[:3] for met, asked in self._named(ranked, words)), default=0.0)

    def _named(self, ranked: Ranked, words: Words) -> Iterator[tuple[int, int]]:
        """Yield for each language of a paragraph how many of some words it has, each by any stem, and of how many."""
        there: dict[Language, set[str]] = {}
        for language, text in self._all_said(ranked):
            there.setdefault(language, set()).update(stem_set(text, language))
        for language, said in there.items():
            if asked := words.get(language):
                yield sum(not said.isdisjoint(word) for word, _ in asked), len(asked)

    def placed(self, document: str, locator: str, language: Language | None = None) -> dict[str, Placed]:
        """Return a paragraph's renditions by language, official ones before notes; empty where there is none."""
        found = self._paragraphs.placed(document, locator)
        if language:
            return {language: found[language]} if language in found else {}
        return dict(found)

    def paragraphs(self, document: str) -> Paragraphs:
        """Return what `placed` does for every paragraph of a document, by locator; empty where there is none."""
        return self._paragraphs.of(document)

    def made_of(self, document: str, make: Callable[..., _Made], *given: Hashable) -> _Made:
        """Return what a function makes of a document's paragraphs and of what it is given. See `ParagraphReader`."""
        return self._paragraphs.made_of(document, make, *given)

    def _all_said(self, ranked: Ranked) -> list[tuple[Language, str]]:
        """Return the titles of a paragraph's document, and its texts and headings, with their languages."""
        said = [(Language(code), title) for code, title in self._document(ranked.document).titles.items()]
        for language, placed in self.placed(ranked.document, ranked.locator).items():
            said += [(Language(language), text) for text in (placed.text, *placed.rendition.heading)]
        return said


def preferred(placed: Mapping[str, Placed], language: Language | None) -> Placed:
    """Return the rendition to show: official in the reader's language, else official, else in the reader's language."""
    return min(
        placed.values(),
        key=lambda each: (each.status not in TEXTS, each.language is not language, str(each.language)),
    )
