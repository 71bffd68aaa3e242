"""BM25 as people install it: rank_bm25, and bm25s, both stemmed by Snowball in the collection's main language."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import Stemmer

from index.benchmarks.systems import distinct, full_text

if TYPE_CHECKING:
    from index.evaluation.collections import Entry

_WORD = re.compile(r"(?u)\b\w\w+\b")  # bm25s's own pattern, scikit-learn's before it
_ALGORITHM = {"en": "english", "fr": "french", "es": "spanish"}
_FACTS = "facts.json"


class RankBm25:
    """rank_bm25. It cannot be saved but by pickle: what is written is the stems, and loading indexes them anew."""

    def prepare(self) -> None:
        """Import the package."""
        self._package = import_module("rank_bm25")

    def index(self, entries: Iterable[Entry], folder: Path) -> None:
        """Stem, index, and write the stems."""
        ids, texts, language = _gathered(entries)
        stemmer = _stemmer(language)
        stems = [_stems(stemmer, text) for text in texts]
        self._package.BM25Okapi(stems)
        (folder / _FACTS).write_text(json.dumps({"language": language, "ids": ids, "stems": stems}), encoding="utf-8")

    def load(self, folder: Path) -> None:
        """Index the stems."""
        facts = json.loads((folder / _FACTS).read_text(encoding="utf-8"))
        self._ids, self._stemmer = facts["ids"], _stemmer(facts["language"])
        self._bm25 = self._package.BM25Okapi(facts["stems"])

    def search(self, query: str, k: int) -> list[str]:
        """Return the best entries, by the package's own selection."""
        words = _stems(self._stemmer, query)
        return distinct(lambda wanted: self._bm25.get_top_n(words, self._ids, n=wanted), k)


class Bm25s:
    """bm25s, with its tokenizer, its stop words of the language, and its index mapped into memory."""

    def prepare(self) -> None:
        """Import the package."""
        self._package = import_module("bm25s")

    def index(self, entries: Iterable[Entry], folder: Path) -> None:
        """Tokenize, index and save."""
        ids, texts, language = _gathered(entries)
        retriever = self._package.BM25()
        retriever.index(self._tokens(texts, language, _stemmer(language)), show_progress=False)
        retriever.save(str(folder / "bm25s"))
        (folder / _FACTS).write_text(json.dumps({"language": language, "ids": ids}), encoding="utf-8")

    def load(self, folder: Path) -> None:
        """Map the index."""
        facts = json.loads((folder / _FACTS).read_text(encoding="utf-8"))
        self._ids, self._language = facts["ids"], facts["language"]
        self._stemmer = _stemmer(self._language)
        self._retriever = self._package.BM25.load(str(folder / "bm25s"), mmap=True)

    def search(self, query: str, k: int) -> list[str]:
        """Return the best entries that have a word of the query."""
        words = self._tokens([query], self._language, self._stemmer, return_ids=False)
        if not words[0]:
            return []
        return distinct(lambda wanted: self._best(words, min(wanted, len(self._ids))), k)

    def _best(self, words: Any, wanted: int) -> list[str]:  # noqa: ANN401
        """Return the ids of the best rows, those with a score only."""
        rows, scores = self._retriever.retrieve(words, k=wanted, show_progress=False)
        return [self._ids[row] for row, score in zip(rows[0], scores[0], strict=True) if score > 0]

    def _tokens(self, texts: Sequence[str], language: str, stemmer: Stemmer.Stemmer, **options: bool) -> Any:  # noqa: ANN401
        return self._package.tokenize(texts, stopwords=language, stemmer=stemmer, show_progress=False, **options)


def _gathered(entries: Iterable[Entry]) -> tuple[list[str], list[str], str]:
    """Return all ids and texts, for neither package can index a part at a time, and the commonest language."""
    ids, texts, languages = [], [], Counter[str]()
    for entry in entries:
        ids.append(entry.id)
        texts.append(full_text(entry))
        languages[str(entry.language or "en")] += 1
    return ids, texts, languages.most_common(1)[0][0]


def _stemmer(language: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(_ALGORITHM[language])


def _stems(stemmer: Stemmer.Stemmer, text: str) -> list[str]:
    return list(stemmer.stemWords(_WORD.findall(text.lower())))
