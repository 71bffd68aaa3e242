"""Keyword search: BM25 over stems, each passage stemmed in its own language, accents folded.

Scores are shares of what a perfect match would get, so that a question whose words the passage's language cannot
contain (an English question, a French text) weighs little, instead of pulling the few cognates to the top.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import Stemmer

from corpus.types import Language
from index.stop_words import STOP_WORDS

WORD = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*")

# The address of a point, however it is spelled: 9 n), 9(n), 24, e), 7(2)(b). Read as one word (9n, 24e, 7.2b), for it
# means nothing in parts: every document has a 9, and letters are in all of them. At most three digits: after a year or
# the number of a resolution, brackets hold something else.
_POINT = re.compile(r"(?<![\w.])\d{1,3}(?:,?\s?\(?(?:\d{1,2}|[a-z]|[ivx]{2,4})\))+")
_POINT_PART = re.compile(r"[^\W\d_]+|\d+")

_SPELLED_OUT = str.maketrans({"œ": "oe", "æ": "ae", **dict.fromkeys("’'‘ʼ`´", " ")})
_K1 = 1.2
_B = 0.75
_ALGORITHM = {Language.EN: "english", Language.FR: "french", Language.ES: "spanish"}

FloatArray = npt.NDArray[np.float32]


@lru_cache(maxsize=3)
def _stemmer(language: Language) -> Stemmer.Stemmer:
    """Return the Snowball stemmer of a language."""
    return Stemmer.Stemmer(_ALGORITHM[language])


def plain(text: str) -> str:
    """Return a text in lower case, its accents kept and composed, ligatures spelled out, apostrophes as spaces."""
    return unicodedata.normalize("NFC", text.casefold()).translate(_SPELLED_OUT)


def fold(text: str) -> str:
    """Return a text in lower case without accents, apostrophes as separators.

    >>> fold("L’Économie")
    'l economie'
    """
    spread = unicodedata.normalize("NFKD", plain(text))
    return "".join(c for c in spread if not unicodedata.combining(c))


def stems(text: str, language: Language) -> list[str]:
    """Return the stems of a text's words; stemmed first, then folded.

    Stop words are left out, and so are single letters: initials, elisions and the marks of lists, but for the letter
    of a point, which is part of its number. Words with a digit are kept as they are.

    >>> stems("le paragraphe 9 n) des Conclusions", Language.FR)
    ['paragraph', '9n', 'conclus']
    """
    words = WORD.findall(_POINT.sub(_point, plain(text)))
    kept = [word for word in words if (len(word) > 1 or word.isdigit()) and fold(word) not in STOP_WORDS[language]]
    stemmed = _stemmer(language).stemWords(kept)
    return [word if any(c.isdigit() for c in word) else fold(stem) for word, stem in zip(kept, stemmed, strict=True)]


def _point(match: re.Match[str]) -> str:
    """Return a point's address as one word: letters follow at once, numbers after a full stop."""
    parts: list[str] = _POINT_PART.findall(match[0])
    return parts[0] + "".join(f".{part}" if part.isdigit() else part for part in parts[1:])


class KeywordIndex:
    """Postings of stems, as arrays: for each term, its passages and the weight of each (a BM25 score, precomputed).

    Formula: Robertson and Zaragoza 2009, with the non-negative idf of Lucene; k1 = 1.2, b = 0.75.
    """

    def __init__(
        self,
        terms: Mapping[str, int],
        starts: npt.NDArray[np.int64],
        rows: npt.NDArray[np.int32],
        weights: FloatArray,
        languages: npt.NDArray[np.int8],
        idf: FloatArray,
    ) -> None:
        """Take the arrays; use `build` or `load`."""
        self._terms, self._starts, self._rows, self._weights = terms, starts, rows, weights
        self._languages, self._idf = languages, idf
        self.size = len(languages)
        self._unknown_idf = float(np.log(1 + (self.size + 0.5) / 0.5)) if self.size else 0.0

    @classmethod
    def build(cls, texts: Sequence[str], languages: Sequence[Language]) -> KeywordIndex:
        """Index passages; `languages[i]` is the language of `texts[i]`."""
        postings: dict[str, dict[int, int]] = {}
        lengths = np.zeros(len(texts), np.float64)
        for row, (text, language) in enumerate(zip(texts, languages, strict=True)):
            found = stems(text, language)
            lengths[row] = len(found)
            for stem in found:
                counts = postings.setdefault(stem, {})
                counts[row] = counts.get(row, 0) + 1
        average = lengths.mean() if len(texts) else 1.0
        terms = {term: i for i, term in enumerate(sorted(postings))}
        starts, rows, weights, idfs = [0], [], [], []
        for term in terms:
            found_rows = np.fromiter(postings[term], np.int32)
            counts_here = np.fromiter(postings[term].values(), np.float64)
            idf = np.log(1 + (len(texts) - len(found_rows) + 0.5) / (len(found_rows) + 0.5))
            norm = _K1 * (1 - _B + _B * lengths[found_rows] / average)
            rows.append(found_rows)
            weights.append((idf * counts_here / (counts_here + norm)).astype(np.float32))
            idfs.append(idf)
            starts.append(starts[-1] + len(found_rows))
        codes = list(Language)
        return cls(
            terms,
            np.asarray(starts, np.int64),
            np.concatenate(rows) if rows else np.zeros(0, np.int32),
            np.concatenate(weights) if weights else np.zeros(0, np.float32),
            np.array([codes.index(language) for language in languages], np.int8),
            np.asarray(idfs, np.float32),
        )

    def scores(self, queries: Mapping[Language, str]) -> FloatArray:
        """Return every passage's score (n,), from 0 to 1, against the query in the passage's language."""
        scores = np.zeros(self.size, np.float32)
        for code, language in enumerate(Language):
            wanted = set(stems(queries.get(language, ""), language))
            known = [self._terms[stem] for stem in sorted(wanted) if stem in self._terms]
            best = sum(float(self._idf[term]) for term in known) + self._unknown_idf * (len(wanted) - len(known))
            if not known or best <= 0:
                continue
            here = np.zeros(self.size, np.float32)
            for term in known:
                span = slice(self._starts[term], self._starts[term + 1])
                here[self._rows[span]] += self._weights[span]
            mask = self._languages == code
            scores[mask] = here[mask] / best
        return scores

    def idf(self, text: str, language: Language) -> dict[str, float]:
        """Return the rarity of each stem of a text: high for what few passages contain, highest for what none does."""
        return {
            stem: float(self._idf[self._terms[stem]]) if stem in self._terms else self._unknown_idf
            for stem in stems(text, language)
        }

    def save(self, folder: Path) -> None:
        """Write the arrays (no pickle) and the terms."""
        arrays: dict[str, npt.NDArray[np.generic]] = {
            "starts": self._starts,
            "rows": self._rows,
            "weights": self._weights,
            "languages": self._languages,
            "idf": self._idf,
        }
        for name, array in arrays.items():
            np.save(folder / f"keyword-{name}.npy", array, allow_pickle=False)
        (folder / "keyword-terms.json").write_text(json.dumps(list(self._terms), ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> KeywordIndex:
        """Read what `save` wrote, the arrays memory-mapped."""
        arrays = {
            name: np.load(folder / f"keyword-{name}.npy", mmap_mode="r", allow_pickle=False)
            for name in ("starts", "rows", "weights", "languages", "idf")
        }
        terms = json.loads((folder / "keyword-terms.json").read_text(encoding="utf-8"))
        return cls({term: i for i, term in enumerate(terms)}, **arrays)
