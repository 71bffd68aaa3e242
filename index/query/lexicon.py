"""How words are translated: for each stem of one language, the stems of another that stand for it, and how often.

Learnt from aligned sentences by `index.training.lexicon`, and kept in `models/lexicon.npz`. It lets a question in one
language be looked up by keyword in texts of another (Darwish and Oard 2003, “Probabilistic structured query methods”).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from corpus.types import Language
from index.errors import MissingModel
from index.query.stems import merged, stems_of

LEXICON = Path(__file__).parents[1] / "models" / "lexicon.npz"

# Probabilities are kept as bytes.
SCALE = 255


class Lexicon:
    """Translations of stems between the languages, read when a pair of languages is first asked for."""

    def __init__(self, path: Path) -> None:
        """Open what `index.training.lexicon` wrote. Raises MissingModel where it is not there or not a lexicon."""
        try:
            with np.load(path, allow_pickle=False) as arrays:
                self._arrays: dict[str, npt.NDArray[np.generic]] = dict(arrays)
        except (OSError, ValueError, EOFError, BadZipFile) as exc:
            raise MissingModel(model=str(path), detail=str(exc)) from exc
        self._path = path
        self._read = lru_cache(maxsize=None)(self._read_pair)

    @classmethod
    @lru_cache(maxsize=1)
    def bundled(cls) -> Lexicon:
        """Return the lexicon the project ships."""
        return cls(LEXICON)

    def translations(self, stem: str, source: Language, target: Language) -> Mapping[str, float]:
        """Return the stems that stand for `stem` in another language, likeliest first, with their probabilities."""
        return self._read(source, target).get(stem, {})

    def knows(self, word: str, language: Language) -> bool:
        """Tell whether a word of a language has a translation in any other."""
        others = [each for each in Language if each is not language]
        return any(self.translations(stem, language, other) for stem in stems_of(word, language) for other in others)

    def _read_pair(self, source: Language, target: Language) -> dict[str, dict[str, float]]:
        """Return the table of one pair of languages; empty where there is none.

        It was learnt with the stems that irregular plurals have by rule: they are one with their singulars here.
        """
        name = f"{source}>{target}"
        if f"{name}.starts" not in self._arrays:
            return {}
        stems, words = (bytes(self._arrays[f"{name}.{each}"]).decode().splitlines() for each in ("source", "target"))
        starts = self._arrays[f"{name}.starts"].tolist()
        numbers = self._arrays[f"{name}.words"].tolist()
        shares = (self._arrays[f"{name}.shares"].astype(np.float32) / SCALE).tolist()
        found: dict[str, dict[str, float]] = {}
        own, others = merged(source), merged(target)
        for row, stem in enumerate(stems):
            translated = found.setdefault(own.get(stem, stem), {})
            for i in range(starts[row], starts[row + 1]):
                word = others.get(words[numbers[i]], words[numbers[i]])
                translated[word] = min(1.0, translated.get(word, 0.0) + shares[i])
        return found
